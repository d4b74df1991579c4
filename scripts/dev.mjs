// npm run dev: the app with hot reload, against a demo server of its own.
import { startDemoServer } from './runtime/demo-server.mjs';
import { electronEnvironment, lacksSandbox } from './runtime/electron-environment.mjs';
import { localProgram } from './runtime/local-program.mjs';
import { reportProblem } from './runtime/set-up-problem.mjs';
import { setUp } from './setup.mjs';
import { withDisplay } from './with-display.mjs';

try {
  const runtime = await setUp();
  const server = await startDemoServer();
  try {
    const args = [
      localProgram('electron-vite'),
      'dev',
      '--watch',
      ...(lacksSandbox(runtime) ? ['--noSandbox'] : []),
    ];
    const env = { ...electronEnvironment(runtime), FELTBOK_API: server.url };
    process.exitCode = await withDisplay(process.execPath, args, env);
  } finally {
    await server.stop();
  }
} catch (error) {
  reportProblem(error);
}
