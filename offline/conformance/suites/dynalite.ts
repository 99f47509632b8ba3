import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { startServices } from '../../kernel/testing.ts';
import { dynamodb } from '../../services/dynamodb/index.ts';
import { checkOut } from '../checkout.ts';
import type { Suite, SuiteOutcome } from '../suite.ts';
import { run } from '../test-runner.ts';

const repository = 'https://github.com/architect/dynalite';
const commit = 'c5e5b46ef5e51e7d907411c001db7839dd146088';
const FILES = [
  ...['batchGetItem', 'batchWriteItem', 'createTable', 'deleteItem', 'deleteTable', 'describeTable'],
  ...['describeTimeToLive', 'getItem', 'listTables', 'listTagsOfResource', 'putItem', 'query', 'scan'],
  ...['tagResource', 'untagResource', 'updateItem', 'updateTable', 'connection'],
];

const report = z.object({
  stats: z.object({ passes: z.number(), failures: z.number(), pending: z.number() }),
  failures: z.array(z.object({ fullTitle: z.string() })),
});

/** The tests of another emulator, older than the suite above. */
export const dynalite = {
  name: 'dynalite',
  title: 'DynamoDB, the tests of dynalite',
  about: 'The tests that the emulator dynalite is held to, sent over plain HTTP; many pin the exact texts of errors.',
  repository,
  knownDifferences:
    'Part of its expected texts are those of the DynamoDB of 2013 to 2020, where the suite above has recorded newer ones, and its `connection` tests and each first "serialization" case assert the HTTP server\'s own headers and Java class names.',
  async run(context) {
    const folder = checkOut(context, { repository, commit });
    if (!folder) return undefined;
    const services = await startServices([dynamodb]);
    try {
      const results: SuiteOutcome[] = [];
      for (const file of FILES) results.push(await runFile(folder, file, new URL(services.endpoint).port));
      const sum = (key: 'passed' | 'failed' | 'skipped') => results.reduce((total, one) => total + one[key], 0);
      return {
        version: commit,
        outcome: {
          ...{ passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') },
          failures: results.flatMap(({ failures }) => failures),
          parts: results.map(({ passed, failed }, index) => ({ name: FILES[index] ?? '', passed, failed })),
        },
      };
    } finally {
      await services.stop();
    }
  },
} satisfies Suite;

async function runFile(folder: string, file: string, port: string): Promise<SuiteOutcome> {
  const output = path.join(folder, `.${file}.json`);
  await run(
    process.execPath,
    [
      ...['node_modules/mocha/bin/mocha.js', '--require', 'should', '--timeout', '8000', '--exit'],
      ...['--reporter', 'json', '--reporter-option', `output=${output}`, `test/${file}.js`],
    ],
    {
      cwd: folder,
      env: {
        ...{
          TARGET_PORT: port,
          AWS_ACCESS_KEY_ID: 'offline',
          AWS_SECRET_ACCESS_KEY: 'offline',
          AWS_REGION: 'us-east-1',
        },
      },
    },
  );
  const { stats, failures } = report.parse(JSON.parse(readFileSync(output, 'utf8')));
  rmSync(output);
  return {
    passed: stats.passes,
    failed: stats.failures,
    skipped: stats.pending,
    failures: failures.map(({ fullTitle }) => fullTitle),
  };
}
