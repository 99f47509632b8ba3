import type { Suite, SuiteRecord } from './suite.ts';

const SHOWN_FAILURES = 40;

/** `99.2 %`, cut and never rounded up: 100 % means all. */
export function share(passed: number, failed: number): string {
  const total = passed + failed;
  return total === 0 ? '–' : `${(Math.floor((passed / total) * 1000) / 10).toFixed(1).replace(/\.0$/, '')} %`;
}

/** docs/conformance.md out of the recorded runs; a suite without one is said not to have run. */
export function renderReport(suites: readonly Suite[], records: Readonly<Record<string, SuiteRecord>>): string {
  return [
    '# Conformance of the offline backend',
    '',
    'Written by `npm run conformance`; do not edit. It points independent suites and our own cases at the endpoints and',
    'records what they say. A suite that cannot be reached from where the command runs keeps its last record; one that',
    'nobody has run yet says so.',
    '',
    '| suite | passed | of | share | version | day |',
    '|---|---:|---:|---:|---|---|',
    ...suites.map((suite) => row(suite, records[suite.name])),
    '',
    ...suites.flatMap((suite) => section(suite, records[suite.name])),
  ].join('\n');
}

function row({ title, repository }: Suite, record: SuiteRecord | undefined): string {
  const name = repository ? `[${title}](${repository})` : title;
  if (!record) return `| ${name} | not run | | | | |`;
  const { passed, failed, version, date } = record;
  return `| ${name} | ${passed} | ${passed + failed} | ${share(passed, failed)} | \`${version.slice(0, 12)}\` | ${date} |`;
}

function section({ title, about, knownDifferences, name }: Suite, record: SuiteRecord | undefined): string[] {
  const lines = [`## ${title}`, '', about, ''];
  if (!record) return [...lines, `Not run. \`npm run conformance -- ${name}\` runs it.`, ''];
  if (record.skipped > 0) lines.push(`The suite itself skips ${record.skipped} of its cases.`, '');
  if (record.parts && record.parts.length > 1) {
    const cells = record.parts.map((part) => `${part.name} ${part.passed}/${part.passed + part.failed}`);
    lines.push(`${cells.join(' · ')}.`, '');
  }
  if (knownDifferences) lines.push(knownDifferences, '');
  if (record.failures.length > 0) {
    lines.push('Failed:', '', ...record.failures.slice(0, SHOWN_FAILURES).map((failure) => `- ${inline(failure)}`));
    const more = record.failures.length - SHOWN_FAILURES;
    if (more > 0) lines.push(`- and ${more} more (offline/conformance/results.json names them)`);
    lines.push('');
  }
  return lines;
}

const inline = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[|<>`]/g, "'")
    .slice(0, 160);
