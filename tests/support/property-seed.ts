import fc from 'fast-check';

/**
 * The same commit gives the same answer twice: property tests draw from one seed. `PROPERTY_SEED=7 PROPERTY_RUNS=20000
 * npx vitest run tests/unit/rules` searches further than a run before each commit can.
 */
fc.configureGlobal({
  seed: Number(process.env.PROPERTY_SEED ?? 1),
  numRuns: Number(process.env.PROPERTY_RUNS ?? 300),
});
