import type { Answer, AskName, FromThread, ToThread } from './import-asks';
import { makeImporter } from './make-importer';

// A thread of the page, for one table: it reads it, holds it, and answers for it until the page ends the thread.
const importer = makeImporter({ rest: () => new Promise((resolve) => setTimeout(resolve)) });
const post = (message: FromThread) => self.postMessage(message);

self.onmessage = async ({ data }: MessageEvent<ToThread>) => {
  const { id } = data;
  const said = answerTo(data).then((answer): FromThread => ({ id, kind: 'answer', answer }));
  post(await said.catch((): FromThread => ({ id, kind: 'failed' })));
};

async function answerTo(ask: ToThread): Promise<Answer<AskName>> {
  switch (ask.name) {
    case 'read':
      return importer.read(ask.input);
    case 'check':
      return importer.check(ask.input, (progress) => post({ id: ask.id, kind: 'progress', progress }));
    case 'compare':
      return importer.compare(ask.input);
    case 'show':
      return importer.show(ask.input);
    case 'take':
      return importer.take(ask.input);
  }
}
