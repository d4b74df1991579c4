// Run in a child process of Node or Electron: exits with 0 when better-sqlite3 loads there, keeps an
// encrypted database and survives garbage collection. A build for another Node-API crashes instead.
const assert = require('node:assert');
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const Database = require('better-sqlite3');

const folder = mkdtempSync(join(tmpdir(), 'feltbok-probe-'));
try {
  const file = join(folder, 'probe.db');
  const written = open(file, 'ab');
  written.exec('CREATE TABLE t (n INTEGER)');
  for (let n = 0; n < 200; n++) written.prepare('INSERT INTO t VALUES (?)').run(n);
  written.close();
  collectGarbage();
  const read = open(file, 'ab');
  assert.deepStrictEqual(read.prepare('SELECT count(*) AS n FROM t').get(), { n: 200 });
  read.close();
  assert.throws(() => open(file, 'cd').prepare('SELECT * FROM t').get());
  collectGarbage();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);

/** @param {string} file
 * @param {string} keyByte two hexadecimal digits */
function open(file, keyByte) {
  const database = new Database(file);
  database.pragma("cipher='aegis'");
  database.pragma(`key='raw:${keyByte.repeat(32)}'`);
  return database;
}

function collectGarbage() {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}
