import { describe, expect, it } from 'vitest';
import type { StepRecord } from '../run-view/step-record.ts';
import { downloadsOf, revisionsOfStep } from './design-files.ts';

const file = (name: string, attempt = 1) => ({ name, key: `${attempt}/${name}`, contentType: 'text/plain' });
const record: StepRecord = {
  ...{ key: 'review', agentId: 'tech-design', status: 'SUCCEEDED', attempt: 3, startedAt: '2026-01-03' },
  attempts: [
    { attempt: 1, endedAt: '2026-01-01', artifacts: [file('design.md')], feedback: 'More on cost.' },
    { attempt: 2, startedAt: '2026-01-02', artifacts: [] },
  ],
  artifacts: [file('design.md', 3)],
};

describe('the revisions of a design', () => {
  it('are the attempts that wrote a document, newest first', () => {
    expect(revisionsOfStep(record).map(({ attempt, at }) => [attempt, at])).toEqual([
      [3, '2026-01-03'],
      [1, '2026-01-01'],
    ]);
  });

  it('are none before the first', () => {
    expect(revisionsOfStep(undefined)).toEqual([]);
    expect(revisionsOfStep({ ...record, attempts: [], artifacts: [] })).toEqual([]);
  });
});

describe('the files to download', () => {
  it('begin with what people take away', () => {
    const names = ['diagrams/b.svg', 'design.md', 'diagrams/a.svg', 'design.pdf'];
    expect(downloadsOf(names.map((name) => file(name))).map(({ name }) => name)).toEqual([
      ...['design.pdf', 'design.md', 'diagrams/a.svg', 'diagrams/b.svg'],
    ]);
  });
});
