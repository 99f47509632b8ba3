import { defineConfig } from '@playwright/test';

/** Chromium without a sandbox where it runs as root, and without anything that would call out. */
const args = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './e2e/start-stack.ts',
  workers: 1,
  fullyParallel: false,
  // A slow moment of a shared machine must not decide; a second failure in a row does, and a flaky journey is named.
  retries: process.env.CI ? 1 : 0,
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: 'line',
  use: {
    ...(process.env.CHROMIUM_PATH && { launchOptions: { executablePath: process.env.CHROMIUM_PATH, args } }),
    viewport: { width: 1280, height: 900 },
    trace: 'retain-on-failure',
  },
});
