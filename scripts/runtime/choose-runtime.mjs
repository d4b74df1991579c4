const dayMs = 24 * 60 * 60 * 1000;

/** @typedef {'override' | 'installed' | 'installer' | 'fallback'} RuntimeSource */

/**
 * @typedef {object} RuntimeFacts
 * @property {string | undefined} overrideFolder what ELECTRON_OVERRIDE_DIST_PATH says
 * @property {boolean} installed Electron's own runtime stands in node_modules
 * @property {number | undefined} installerFailedAt epoch ms of its last failure with the same version and mirror
 * @property {string} platform
 * @property {string} arch
 */

/**
 * Which sources of an Electron runtime to try, in this order. A folder the developer named is the only
 * source; an installer that failed within the last day is not asked again where there is a fallback.
 * @param {RuntimeFacts} facts
 * @param {number} now epoch ms
 * @returns {RuntimeSource[]}
 */
export function runtimesToTry(facts, now) {
  if (facts.overrideFolder) return ['override'];
  if (facts.installed) return ['installed'];
  if (!hasFallback(facts)) return ['installer'];
  return failedLately(facts.installerFailedAt, now) ? ['fallback'] : ['installer', 'fallback'];
}

/** @param {{ platform: string, arch: string }} machine */
function hasFallback({ platform, arch }) {
  return platform === 'linux' && arch === 'x64';
}

/** @param {number | undefined} failedAt
 * @param {number} now */
function failedLately(failedAt, now) {
  return failedAt !== undefined && failedAt <= now && now - failedAt < dayMs;
}
