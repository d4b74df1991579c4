// node probe-add-on.cjs FILE, run in a child process of Node or Electron: exits with 0 when better-sqlite3
// loads there, keeps an encrypted database in FILE and survives garbage collection. A build for another
// Node-API crashes instead.
const assert = require('node:assert');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const Database = require('better-sqlite3');

const file = String(process.argv[2]);
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
process.exit(0);

/** @param {string} path
 * @param {string} keyByte two hexadecimal digits */
function open(path, keyByte) {
  const database = new Database(path);
  database.pragma("cipher='aegis'");
  database.pragma(`key='raw:${keyByte.repeat(32)}'`);
  return database;
}

function collectGarbage() {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}
