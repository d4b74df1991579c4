import { join } from 'node:path';
import logger from 'electron-log/node';
import { createLog, type Log } from './log';

/** One file and one older one. */
const maxFileBytes = 1024 * 1024;

/** Writes lines to `main.log` in the folder, each with its time. */
export function openLog(folder: string): Log {
  logger.transports.console.level = false;
  logger.transports.file.level = 'info';
  logger.transports.file.maxSize = maxFileBytes;
  logger.transports.file.resolvePathFn = () => join(folder, 'main.log');
  logger.transports.file.format = '{iso} {text}';
  return createLog((line) => logger.info(line));
}
