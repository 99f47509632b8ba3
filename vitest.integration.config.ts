import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

// Spread, not merged: merging would add the unit tests' patterns to these.
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['{amplify,offline,cli,lib,scripts}/**/*.integration.test.ts'],
    exclude: ['**/node_modules/**'],
    globalSetup: ['scripts/integration-backend.ts'],
    // One backend for all files: they use accounts and projects of their own.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
