/**
 * Runs `work`; once it has taken a second, shows on stderr what is going on: a line that moves on a
 * terminal, a line every five seconds elsewhere. `work` may report a detail, such as "120 MB".
 * @template T
 * @param {string} label
 * @param {(report: (detail: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(label, work) {
  const terminal = process.stderr.isTTY;
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1000);
  let detail = '';
  let shown = false;

  const show = () => {
    shown = true;
    const line = `${label} … ${seconds()} s${detail && `, ${detail}`}`;
    process.stderr.write(terminal ? `\r\x1b[K${line}` : `${line}\n`);
  };
  const first = setTimeout(show, 1000);
  const next = setInterval(show, terminal ? 250 : 5000);
  let outcome = 'failed';
  try {
    const result = await work((text) => {
      detail = text;
    });
    outcome = 'done';
    return result;
  } finally {
    clearTimeout(first);
    clearInterval(next);
    if (shown) process.stderr.write(`${terminal ? '\r\x1b[K' : ''}${label}: ${outcome}, ${seconds()} s\n`);
  }
}
