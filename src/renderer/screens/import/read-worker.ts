import { readFile } from './read-file';

// A thread of the page, for one file: it is handed the file and answers with what it read.
self.onmessage = async ({ data }: MessageEvent<File>) => self.postMessage(await readFile(data));
