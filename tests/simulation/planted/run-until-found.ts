import { runSeed } from '../run-seed';

const [, , most = '400', from = '1'] = process.argv;

/** Runs seed after seed until one finds something wrong; says which, and what, on stdout. */
for (let seed = Number(from); seed < Number(from) + Number(most); seed += 1) {
  const { violations } = await runSeed({ seed });
  const [first] = violations;
  if (!first) continue;
  console.log(JSON.stringify({ seeds: seed - Number(from) + 1, kind: first.kind, what: first.what }));
  break;
}
