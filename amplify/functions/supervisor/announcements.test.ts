import { describe, expect, it } from 'vitest';
import { blueprintOf } from '#lib/domain/run/testing';
import { createMemorySupervisor, decided, done, failed, request } from './memory-ports.ts';

const start = request({ kind: 'start' });
const retry = request({ kind: 'retry', key: 'work' });
const gate = { title: 'Go on?', roles: ['architect' as const] };

const keysOf = ({ events }: ReturnType<typeof createMemorySupervisor>, wanted: string) =>
  events.flatMap(({ name, detail }) => (name === wanted ? [detail.idempotencyKey] : []));

describe('news that consumers hear once', () => {
  it('are other ones when the run fails again, and the same when one failure is told twice', async () => {
    const supervisor = createMemorySupervisor(blueprintOf([{ id: 'work' }]));
    for (const news of [start, failed('work'), retry, failed('work', 2)]) await supervisor.hear(news);
    await supervisor.hear(failed('work', 2), 2);
    const [first, second, again] = keysOf(supervisor, 'run.failed');
    expect(first).not.toBe(second);
    expect(again).toBe(second);
  });

  it('are other ones when the run waits for the next decision, and the same when one is told twice', async () => {
    const supervisor = createMemorySupervisor(blueprintOf([{ id: 'work', gate }]));
    const changes = decided('work', 'request_changes', { comment: 'Shorter.' });
    for (const news of [start, done('work'), changes, done('work', 2)]) await supervisor.hear(news);
    await supervisor.hear(done('work', 2), 2);
    const [first, second, again] = keysOf(supervisor, 'run.gated');
    expect(first).not.toBe(second);
    expect(again).toBe(second);
  });
});
