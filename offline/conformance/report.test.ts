import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderReport, share } from './report.ts';
import type { Suite, SuiteRecord } from './suite.ts';
import { SUITES } from './suites/index.ts';
import { readOutcome } from './suites/wire-checks.ts';

const suite: Suite = { name: 'one', title: 'One', about: 'Of one.', run: () => Promise.resolve(undefined) };

test('a suite without a record is said not to have run', () => {
  expect(renderReport([suite], {})).toContain('| One | not run |');
});

test('a share is cut, so that 100 % means every case', () => {
  expect([share(9999, 1), share(2, 1), share(3, 0), share(0, 0)]).toEqual(['99.9 %', '66.6 %', '100 %', '–']);
});

test('failed cases are named, and their text cannot break the page', () => {
  const record: SuiteRecord = {
    ...{ date: '2026-11-21', version: 'abc', passed: 1, failed: 1, skipped: 0 },
    failures: ['a <b> | c\n`d`'],
  };
  expect(renderReport([suite], { one: record })).toContain("- a 'b' ' c 'd'");
});

test('the wire checks are counted by service and their failures named', () => {
  const output =
    '✖ bucket listing pages (12.5ms)\ns3: 16 passed, 1 failed\nsqs: 11 passed, 0 failed\n27 passed, 1 failed';
  expect(readOutcome(output)).toMatchObject({ passed: 27, failed: 1, failures: ['bucket listing pages'] });
});

test('docs/conformance.md is what the recorded runs give', () => {
  const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');
  const records = JSON.parse(read('./results.json')) as Record<string, SuiteRecord>;
  expect(read('../../docs/conformance.md')).toBe(renderReport(SUITES, records));
});
