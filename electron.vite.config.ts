import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/**
 * The design system says `> * + *` where `:not(:first-child)` says the same. After the first, the browser works out the
 * style of every row of a list again when one above is added or taken away, as scrolling does all the time.
 */
const withoutSiblingRules = {
  postcssPlugin: 'without-sibling-rules',
  Rule(rule: { selector: string }) {
    rule.selector = rule.selector.replace(/> ?\* ?\+ ?\*/g, '> :where(:not(:first-child))');
  },
};

// The targets are set by hand: the development fallback runtime is Electron 33 (Chrome 130, Node 20),
// and code built for the shipped version would not parse there.
export default defineConfig({
  main: {
    build: {
      target: 'node20',
      // A start reads one file instead of hundreds, and of each library only what is used. What is native or writes
      // beside itself stays outside.
      externalizeDeps: {
        exclude: [
          'zod',
          'drizzle-orm',
          '@orpc/server',
          '@orpc/client',
          '@orpc/contract',
          'electron-store',
          'node-schedule',
          'eventsource-parser',
        ],
      },
      rollupOptions: {
        input: {
          index: resolve('src/main/main.ts'),
          // The program of a thread of its own.
          'apply-worker': resolve('src/main/sync/apply-worker.ts'),
        },
        output: { format: 'es' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20',
      rollupOptions: {
        input: { index: resolve('src/preload/preload.ts') },
        // A sandboxed preload script has to be CommonJS.
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    worker: { format: 'es' },
    css: { postcss: { plugins: [withoutSiblingRules] } },
    build: {
      target: 'chrome130',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: {
          index: resolve('src/renderer/index.html'),
          popover: resolve('src/renderer/popover.html'),
        },
      },
    },
  },
});
