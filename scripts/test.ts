// `npm test`: everything that must hold, in the order of its price. `--quick` leaves out what needs a browser.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { chromiumPath } from './chromium.ts';

type Count = { passed: number; failed: number };
type Suite = { name: string; run(): Promise<Count> };

const root = path.resolve(import.meta.dirname, '..');
const bin = (name: string) => path.join(root, 'node_modules', name);
const reports = mkdtempSync(path.join(tmpdir(), 'factory-test-'));
const isQuick = process.argv.includes('--quick');

/** @param isQuiet keeps what it prints until it has ended: it runs beside others. */
function run(args: readonly string[], env: Record<string, string> = {}, isQuiet = false): Promise<number> {
  const flags = ['--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, ...args], {
    cwd: root,
    stdio: isQuiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    env: { ...process.env, ...env },
  });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => printed.push(chunk));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      process.stdout.write(Buffer.concat(printed));
      resolve(code ?? 1);
    });
  });
}

/** A check that passes or fails as a whole. */
const check = (name: string, ...args: string[]): Suite => ({
  name,
  run: async () => ((await run(args, {}, true)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),
});

const vitest = (name: string, ...options: string[]): Suite => ({
  name,
  async run() {
    const report = path.join(reports, `${name}.json`);
    const code = await run([
      ...[bin('vitest/vitest.mjs'), 'run', ...options],
      ...['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`],
      `--reporter=${path.join(root, 'scripts/retried-reporter.ts')}`,
    ]);
    return withExit(code, () => {
      const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>;
      return { passed: numPassedTests ?? 0, failed: numFailedTests ?? 0 };
    });
  },
});

const playwright: Suite = {
  name: 'end-to-end',
  async run() {
    const report = path.join(reports, 'playwright.json');
    const code = await run([bin('@playwright/test/cli.js'), 'test', '--reporter=line,json'], {
      CHROMIUM_PATH: chromiumPath(),
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    });
    return withExit(code, () => {
      const { stats } = JSON.parse(readFileSync(report, 'utf8')) as { stats: Record<string, number> };
      return { passed: (stats.expected ?? 0) + (stats.flaky ?? 0), failed: stats.unexpected ?? 0 };
    });
  },
};

/** A runner that failed outside of its tests (or wrote no report) counts as one failure. */
function withExit(code: number, count: () => Count): Count {
  try {
    const counted = count();
    return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/** Linted in processes of their own: the data schema's types are large, and what one process remembers of them adds up. */
const LINTED = [
  ['app', 'components'],
  ['lib'],
  ['amplify'],
  ['offline', 'cli', 'scripts', 'bench', 'e2e', '*.ts', '*.mjs'],
];

const lint = (rooms: readonly string[]): Suite =>
  check(
    `lint ${rooms[0] ?? ''}`,
    ...['--max-old-space-size=8192', bin('eslint/bin/eslint.js'), '--max-warnings', '0'],
    ...rooms,
  );

/** Each works on one thread. */
const checks: Suite[] = [
  check('format', bin('@biomejs/biome/bin/biome'), 'ci', '--error-on-warnings', '.'),
  check('types', bin('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'),
  check(
    'rooms',
    bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
    '--config',
    '.dependency-cruiser.cjs',
    'app',
    'components',
    'lib',
    'amplify',
    'offline',
    'cli',
    'scripts',
  ),
  check('dead code', bin('knip/bin/knip.js')),
  ...LINTED.map((rooms) => lint(rooms)),
];
/** Each has the machine for itself: they start backends, browsers and several threads. */
const suites: Suite[] = [
  vitest('unit'),
  vitest('integration', '--config', 'vitest.integration.config.ts'),
  ...(isQuick ? [] : [playwright]),
];

const total: Count = { passed: 0, failed: 0 };
const lines: string[] = [];
process.stdout.write(`Node ${process.version}, ${availableParallelism()} cores\n`);

async function runSuite(suite: Suite): Promise<void> {
  const began = performance.now();
  const { passed, failed } = await suite.run();
  total.passed += passed;
  total.failed += failed;
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  lines.push(`${suite.name.padEnd(12)} ${passed} passed, ${failed} failed  (${seconds} s)`);
}

process.stdout.write(`\n── ${checks.map(({ name }) => name).join(', ')}\n`);
const waiting = checks.values();
await Promise.all(
  Array.from({ length: Math.min(2, availableParallelism()) }, async () => {
    for (const one of waiting) await runSuite(one);
  }),
);
for (const suite of suites) {
  process.stdout.write(`\n── ${suite.name}\n`);
  await runSuite(suite);
}
rmSync(reports, { recursive: true, force: true });
process.stdout.write(
  `\n${lines.map((line) => `  ${line}`).join('\n')}\n\n${total.passed} passed, ${total.failed} failed\n`,
);
process.exitCode = total.failed === 0 ? 0 : 1;
