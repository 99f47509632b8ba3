import { describe, expect, it } from 'vitest';
import { type BlueprintDefinition, blueprintSchema } from '../blueprint/schema.ts';
import { beginRun } from './begin.ts';
import { decide } from './decide.ts';

const blueprint = (steps: BlueprintDefinition['steps']) =>
  blueprintSchema.parse({ schemaVersion: 1, id: 'b', name: 'B', version: 1, steps });

describe('a run of two steps', () => {
  it('begins the first, then the second, then is complete', () => {
    const plan = blueprint([
      { id: 'one', title: 'One', agent: 'a' },
      { id: 'two', title: 'Two', agent: 'a', inputs: { x: { from: 'steps.one.output.y' } } },
    ]);
    const first = decide(plan, beginRun({ blueprint: plan, facts: {}, at: 0 }), { kind: 'started', at: 1 });
    expect(first.commands).toEqual([
      { kind: 'announce', event: 'run.started' },
      { kind: 'execute', key: 'one', attempt: 1, since: 1, delaySeconds: 0 },
    ]);
    const done = { kind: 'step.succeeded', at: 2, attempt: 1, facts: {}, usd: 0 } as const;
    const second = decide(plan, first.state, { ...done, key: 'one' });
    expect(second.commands).toEqual([{ kind: 'execute', key: 'two', attempt: 1, since: 1, delaySeconds: 0 }]);
    const last = decide(plan, second.state, { ...done, key: 'two' });
    expect(last.state.status).toBe('COMPLETED');
    expect(decide(plan, last.state, { ...done, key: 'two' }).state).toBe(last.state);
  });
});
