import { describe, expect, it } from 'vitest';
import { readStepRecord } from './step-record.ts';
import type { StepView } from './step-view.ts';
import { timeAxis, timelineRows } from './timeline.ts';

const at = (second: number) => new Date(second * 1000).toISOString();
const view: StepView = {
  key: 'a',
  stepId: 'a',
  branch: undefined,
  title: 'A',
  agent: 'probe',
  status: 'GATED',
  attempt: 2,
  startedAt: 1000,
  endedAt: 4000,
  usd: 0,
  reason: undefined,
  hasGate: true,
  branches: undefined,
  reusedFrom: undefined,
};
const record = readStepRecord({
  key: 'a',
  agentId: 'probe',
  status: 'SUCCEEDED',
  attempt: 2,
  startedAt: at(3),
  endedAt: at(4),
  attempts: [{ attempt: 1, startedAt: at(1), endedAt: at(2), reason: 'boom' }],
});
const gates = [
  { stepId: 'a', requestedAt: at(4) },
  { stepId: 'other', requestedAt: at(4) },
];

describe('the timeline', () => {
  it('has a span per attempt, and the wait at the gate up to now', () => {
    const [row] = timelineRows({ views: [view], records: new Map([['a', record]]), gates, now: 10_000 });
    expect(row?.spans).toEqual([
      { kind: 'failed', from: 1000, to: 2000, attempt: 1 },
      { kind: 'done', from: 3000, to: 4000, attempt: 2 },
      { kind: 'gate', from: 4000, to: 10_000, attempt: undefined },
    ]);
  });

  it('has nothing where the work was done in another run', () => {
    const rows = timelineRows({ views: [{ ...view, status: 'REUSED' }], records: new Map(), gates: [], now: 10_000 });
    expect(rows[0]?.spans).toEqual([]);
  });

  it('draws what goes on up to now', () => {
    const running: StepView = { ...view, status: 'SCHEDULED', endedAt: undefined };
    const rows = timelineRows({ views: [running], records: new Map(), gates: [], now: 10_000 });
    expect(rows[0]?.spans).toEqual([{ kind: 'running', from: 1000, to: 10_000, attempt: undefined }]);
  });

  it('has an axis with few ticks in round steps that holds every span', () => {
    const rows = timelineRows({ views: [view], records: new Map([['a', record]]), gates, now: 10_000 });
    expect(timeAxis(rows, 500)).toEqual({ from: 500, to: 10_000, ticks: [0, 2000, 4000, 6000, 8000] });
    expect(timeAxis([], 0).ticks.length).toBeGreaterThan(0);
  });
});
