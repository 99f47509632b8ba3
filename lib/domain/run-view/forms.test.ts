import { describe, expect, it } from 'vitest';
import { artifactKind } from './artifact-kind.ts';
import { costByService } from './cost-groups.ts';
import { durationOf } from './duration.ts';
import { readInputs, readPickedIds, typedInputs } from './input-values.ts';
import { readCsv } from './read-csv.ts';

describe('a duration', () => {
  it.each([
    [-5, '0 ms'],
    [820, '820 ms'],
    [3249, '3.2 s'],
    [59_999, '59 s'],
    [125_000, '2 min 5 s'],
    [3_840_000, '1 h 4 min'],
    [86_400_000, '1 d'],
  ])('of %i ms is said as %s', (milliseconds, said) => {
    expect(
      durationOf(milliseconds)
        .parts.map(({ value, unit }) => `${value} ${unit}`)
        .join(' '),
    ).toBe(said);
  });
});

describe('a comma-separated file', () => {
  it('may have commas, quotes and line breaks in its cells', () => {
    expect(readCsv('a,b\r\n"x, ""y""\nz",2\n', 10)).toEqual({
      rows: [
        ['a', 'b'],
        ['x, "y"\nz', '2'],
      ],
      isCut: false,
    });
  });

  it('is cut after so many rows', () => {
    expect(readCsv('1\n2\n3\n', 2)).toEqual({ rows: [['1'], ['2']], isCut: true });
    expect(readCsv('1\n2', 2).isCut).toBe(false);
  });
});

describe('the input of a run', () => {
  const field = (type: 'string' | 'number' | 'boolean' | 'object' | 'array', required = false) => ({
    type,
    required,
    description: '',
  });
  const inputs = {
    brief: field('string', true),
    count: field('number'),
    list: field('array'),
    isDry: field('boolean'),
  };

  it('is read by type, and what was left empty is left out', () => {
    const read = readInputs(inputs, { brief: ' A desk ', count: '3', list: '[1]', isDry: '' });
    expect(read).toEqual({ ok: true, input: { brief: 'A desk', count: 3, list: [1] } });
  });

  it('names every field that is wrong', () => {
    const read = readInputs(inputs, { count: 'three', list: '{}' });
    expect(read).toEqual({ ok: false, problems: { brief: 'missing', count: 'notNumber', list: 'notList' } });
  });

  it('goes into the fields and out of them unchanged', () => {
    const input = { brief: 'A desk', count: 3, list: [{ a: 1 }], isDry: false };
    expect(readInputs(inputs, typedInputs(inputs, input))).toEqual({ ok: true, input });
  });
});

describe('a file', () => {
  it.each([
    ['plan.csv', 'text/csv; charset=utf-8', 'csv'],
    ['report.md', 'application/octet-stream', 'markdown'],
    ['page.html', 'text/html', 'none'],
    ['bundle.zip', 'application/zip', 'none'],
  ])('%s of %s is shown as %s', (name, contentType, kind) => {
    expect(artifactKind({ name, contentType })).toBe(kind);
  });
});

describe('the cost of a run', () => {
  it('is added up over the steps by service and item, the most expensive first', () => {
    const line = (service: string, item: string, usd: number) => ({
      service,
      item,
      quantity: 1,
      unit: 'u',
      unitUsd: usd,
      usd,
    });
    const groups = costByService([line('sqs', 'request', 1), line('s3', 'write', 5), line('sqs', 'request', 1)]);
    expect(groups.map(({ service, usd, items }) => [service, usd, items[0]?.quantity])).toEqual([
      ['s3', 5, 1],
      ['sqs', 2, 2],
    ]);
  });
});

describe('documents that were picked', () => {
  it('are the ids that the field holds', () => {
    expect(readPickedIds('["a", "b"]')).toEqual(['a', 'b']);
    expect(readPickedIds('["a", 5]')).toEqual(['a']);
    for (const text of ['', 'a', '{}', '5']) expect(readPickedIds(text)).toEqual([]);
  });
});
