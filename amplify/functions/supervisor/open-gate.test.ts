import { describe, expect, it } from 'vitest';
import { blueprintOf } from '#lib/domain/run/testing';
import { createMemorySupervisor, decided, done, failed, request } from './memory-ports.ts';

const start = request({ kind: 'start' });
const cancel = request({ kind: 'cancel', by: 'ada' });
const gate = { title: 'Go on?', roles: ['architect' as const] };
const statuses = ({ approvals }: ReturnType<typeof createMemorySupervisor>) =>
  [...approvals.values()].map(({ round, status }) => `${round} ${status}`);

describe('an approval whose record comes late', () => {
  it('does not stay open where the run was cancelled meanwhile', async () => {
    const supervisor = createMemorySupervisor(blueprintOf([{ id: 'work', gate }]));
    await supervisor.hear(start);
    supervisor.beforeNextGate(() => supervisor.hear(cancel));
    await supervisor.hear(done('work'));
    expect(supervisor.state().status).toBe('CANCELLED');
    expect(statuses(supervisor)).toEqual(['1 WITHDRAWN']);
  });

  it('does not stay open where the run failed meanwhile, nor where it asks anew', async () => {
    const supervisor = createMemorySupervisor(blueprintOf([{ id: 'work', gate }, { id: 'other' }]));
    await supervisor.hear(start);
    supervisor.beforeNextGate(async () => {
      await supervisor.hear(failed('other'));
      await supervisor.hear(request({ kind: 'retry', key: 'other' }));
    });
    await supervisor.hear(done('work'));
    expect(statuses(supervisor).sort()).toEqual(['1 WITHDRAWN', '2 PENDING']);
  });

  it('of a budget does not stay open either', async () => {
    const steps = [{ id: 'work' }, { id: 'next', after: ['work'] }];
    const supervisor = createMemorySupervisor(blueprintOf(steps, { budget: { usd: 1 } }));
    await supervisor.hear(start);
    const dear = done('work');
    if (dear.name !== 'task.completion') throw new Error('another event');
    supervisor.beforeNextGate(() => supervisor.hear(cancel));
    await supervisor.hear({ ...dear, detail: { ...dear.detail, usd: 2 } });
    expect(statuses(supervisor)).toEqual(['1 WITHDRAWN']);
  });

  it('stays open where nothing else came, and closed where somebody decided', async () => {
    const supervisor = createMemorySupervisor(blueprintOf([{ id: 'work', gate }]));
    await supervisor.hear(start);
    await supervisor.hear(done('work'));
    expect(statuses(supervisor)).toEqual(['1 PENDING']);
    await supervisor.hear(decided('work', 'approve'));
    await supervisor.hear(done('work'), 2);
    expect(supervisor.state().status).toBe('COMPLETED');
  });
});
