// `npm run conformance`: runs the suites and writes docs/conformance.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { renderReport, share } from './report.ts';
import type { SuiteRecord } from './suite.ts';
import { SUITES } from './suites/index.ts';

const root = path.resolve(import.meta.dirname, '../..');
const resultsFile = path.join(import.meta.dirname, 'results.json');
const USAGE = `Runs conformance suites against the offline backend and writes docs/conformance.md.

  npm run conformance -- [SUITE]… [--from SUITE=PATH]…

  SUITE              ${SUITES.map(({ name }) => name).join(', ')}   (all)
  --from SUITE=PATH  a checkout, git directory or folder of that suite instead of its public address`;

const say = (text: string) => {
  process.stdout.write(`${text}\n`);
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { from: { type: 'string', multiple: true, default: [] }, help: { type: 'boolean', short: 'h' } },
  });
  const unknown = positionals.find((name) => !SUITES.some((suite) => suite.name === name));
  if (values.help || unknown !== undefined) {
    say(unknown === undefined ? USAGE : `There is no suite ${unknown}.\n\n${USAGE}`);
    process.exitCode = unknown === undefined ? 0 : 2;
    return;
  }
  const sources = new Map(values.from.map((text) => [text.split('=')[0], text.split('=').slice(1).join('=')]));
  const records = JSON.parse(readFileSync(resultsFile, 'utf8')) as Record<string, SuiteRecord>;
  for (const suite of SUITES.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
    say(suite.title);
    const result = await suite.run({
      // Outside of node_modules: Jest looks at no file below it.
      cache: path.join(tmpdir(), 'factory-conformance'),
      source: sources.get(suite.name),
      say,
    });
    if (!result) {
      say(`  not run here: ${records[suite.name] ? 'its last record stays' : 'no record yet'}`);
      continue;
    }
    const { passed, failed } = result.outcome;
    const date = new Date().toISOString().slice(0, 10);
    records[suite.name] = { date, version: result.version, ...result.outcome };
    say(`  ${passed} of ${passed + failed} (${share(passed, failed)})`);
    writeFileSync(resultsFile, `${JSON.stringify(records, undefined, 2)}\n`);
  }
  writeFileSync(path.join(root, 'docs/conformance.md'), renderReport(SUITES, records));
  say('docs/conformance.md is written.');
}

await main();
