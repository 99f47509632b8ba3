import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { SuiteOutcome } from './suite.ts';

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

/** Runs a command to its end; answers its exit code. Its output goes nowhere unless VERBOSE is set. */
function run(
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: Record<string, string> },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: process.env.VERBOSE ? 'inherit' : 'ignore',
    });
    child.on('error', reject);
    child.on('close', (code) => {
      resolve(code ?? 1);
    });
  });
}

/**
 * Runs Vitest or Jest (whose JSON reports are alike) in a folder and reads what every case came to; a file that could
 * not be loaded counts as one failure. `partOf` names the part that a file belongs to.
 */
export async function runWithJsonReport(options: {
  /** The runner's own script, e.g. `node_modules/vitest/vitest.mjs`. */
  runner: string;
  args: readonly string[];
  cwd: string;
  env?: Record<string, string>;
  partOf?: (file: string) => string;
}): Promise<SuiteOutcome> {
  const output = path.join(options.cwd, `.conformance-${process.pid}.json`);
  const script = path.resolve(options.cwd, options.runner);
  await run(process.execPath, [script, ...options.args, `--outputFile=${output}`], options);
  if (!existsSync(output)) throw new Error(`${options.runner} wrote no report; set VERBOSE=1 to see why.`);
  const { testResults } = report.parse(JSON.parse(readFileSync(output, 'utf8')));
  rmSync(output);

  const cases = testResults.flatMap(({ name, status, assertionResults, message }) => {
    const part = options.partOf?.(name) ?? '';
    if (status === 'failed' && assertionResults.length === 0) {
      return [{ part, status: 'failed', fullName: `${path.basename(name)}: ${message ?? 'could not be loaded'}` }];
    }
    return assertionResults.map((one) => ({ part, ...one }));
  });
  if (cases.length === 0) throw new Error(`${options.runner} found no cases in ${options.cwd}.`);
  const count = (wanted: string, list = cases) => list.filter(({ status }) => status === wanted).length;
  const parts = [...Map.groupBy(cases, ({ part }) => part)].map(([name, list]) => ({
    name,
    passed: count('passed', list),
    failed: count('failed', list),
  }));
  return {
    passed: count('passed'),
    failed: count('failed'),
    skipped: cases.length - count('passed') - count('failed'),
    failures: cases.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName.trim()),
    ...(options.partOf ? { parts: parts.sort((a, b) => a.name.localeCompare(b.name)) } : {}),
  };
}
