import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: `${root}/` },
      { find: /^#lib\/(.*)$/, replacement: path.join(root, 'lib/$1.ts') },
      { find: /^#amplify\/(.*)$/, replacement: path.join(root, 'amplify/$1.ts') },
      { find: 'server-only', replacement: path.join(root, 'scripts/empty-module.ts') },
    ],
  },
  test: {
    include: ['{app,components,lib,amplify,offline,cli,scripts}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/*.integration.test.ts', '**/.next/**'],
    pool: 'forks',
    maxWorkers: 2,
    // A slow moment of a shared machine must not decide; a second failure in a row does, and whoever needed it is named.
    retry: process.env.CI ? 1 : 0,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
