// npm start: the app with a demo server of its own; without a screen, a tour of the app instead.
import { buildIfStale } from './checks/build.mjs';
import { startDemoServer } from './runtime/demo-server.mjs';
import { hasDisplay } from './runtime/display.mjs';
import { electronEnvironment, lacksSandbox } from './runtime/electron-environment.mjs';
import { runInGroup } from './runtime/run-in-group.mjs';
import { reportProblem } from './runtime/set-up-problem.mjs';
import { setUp } from './setup.mjs';
import { runTour } from './tour.mjs';

try {
  const runtime = await setUp();
  await buildIfStale(runtime);
  if (!hasDisplay()) console.log('There is no screen here, so a tour of the app runs on a virtual one.');
  process.exitCode = await (hasDisplay() ? startApp(runtime) : runTour(runtime));
} catch (error) {
  reportProblem(error);
}

/** @param {import('./runtime/find-electron.mjs').Runtime} runtime */
async function startApp(runtime) {
  const server = await startDemoServer();
  const switches = lacksSandbox(runtime) ? ['--no-sandbox'] : [];
  if (switches.length > 0) console.log("Chromium's sandbox cannot start in a checkout here: going without.");
  try {
    const env = { ...electronEnvironment(runtime), FELTBOK_API: server.url };
    return await runInGroup(runtime.electronPath, [...switches, '.'], env);
  } finally {
    await server.stop();
  }
}
