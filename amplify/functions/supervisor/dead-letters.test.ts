import { describe, expect, it } from 'vitest';
import { blueprintOf } from '#lib/domain/run/testing';
import { createMemorySupervisor, decided, done, failed, request } from './memory-ports.ts';

const start = request({ kind: 'start' });
const retry = request({ kind: 'retry', key: 'work' });
const gate = { title: 'Go on?', roles: ['architect' as const] };

describe('the dead letter of an attempt', () => {
  it('has all that the worker was asked for, what an approver wanted changed included', async () => {
    const supervisor = createMemorySupervisor(blueprintOf([{ id: 'work', gate }]));
    const changes = decided('work', 'request_changes', { comment: 'Shorter.' });
    for (const news of [start, done('work'), changes, failed('work', 2)]) await supervisor.hear(news);
    const asked = supervisor.assigned.at(-1)?.message;
    expect(asked).toMatchObject({ key: 'work', attempt: 2, since: 2, feedback: 'Shorter.' });
    expect(supervisor.letters()).toEqual([{ ...asked, reason: 'It failed.' }]);
  });

  it('is of the branch that failed, with the feedback of its step', async () => {
    const steps = [{ id: 'list' }, { id: 'work', forEach: { from: 'steps.list.output.items' }, gate }];
    const supervisor = createMemorySupervisor(blueprintOf(steps));
    const items = { 'steps.list.output.items': { length: 2 } };
    const listed = done('list');
    if (listed.name !== 'task.completion') throw new Error('another event');
    const outcome = { kind: 'succeeded' as const, facts: items };
    await supervisor.hear(start);
    await supervisor.hear({ ...listed, detail: { ...listed.detail, outcome } });
    for (const news of [done('work[0]'), done('work[1]')]) await supervisor.hear(news);
    await supervisor.hear(decided('work', 'request_changes', { comment: 'Shorter.' }));
    await supervisor.hear(failed('work[1]', 2));
    expect(supervisor.letters()).toMatchObject([{ key: 'work[1]', attempt: 2, since: 2, feedback: 'Shorter.' }]);
  });

  it('is one, however often the news of the failure come', async () => {
    const supervisor = createMemorySupervisor(blueprintOf([{ id: 'work' }]));
    await supervisor.hear(start);
    for (const times of [1, 2, 3]) await supervisor.hear(failed('work'), times);
    expect(supervisor.putsOfLetters()).toBe(3);
    expect(supervisor.letters()).toHaveLength(1);
  });

  it('is gone once the step is tried again, and stays away from whoever is late with it', async () => {
    const supervisor = createMemorySupervisor(blueprintOf([{ id: 'work' }]));
    await supervisor.hear(start);
    await supervisor.hear(failed('work'));
    const [letter] = supervisor.letters();
    await supervisor.hear(retry);
    expect(supervisor.letters()).toEqual([]);
    if (letter) await supervisor.ports.deadLetters.put(letter);
    expect(supervisor.letters()).toEqual([]);
    await supervisor.hear(failed('work', 2));
    expect(supervisor.letters()).toMatchObject([{ attempt: 2, since: 2 }]);
  });

  it('is answered together with those of all other branches, and once more with news that come again', async () => {
    const branches = Array.from({ length: 60 }, (_, index) => `work[${index}]`);
    const wide = [{ id: 'list' }, { id: 'work', forEach: { from: 'steps.list.output.items' }, retry: { attempts: 1 } }];
    const supervisor = createMemorySupervisor(blueprintOf(wide, { maxParallel: 60 }));
    const listed = done('list');
    if (listed.name !== 'task.completion') throw new Error('another event');
    const facts = { 'steps.list.output.items': { length: branches.length } };
    await supervisor.hear(start);
    await supervisor.hear({ ...listed, detail: { ...listed.detail, outcome: { kind: 'succeeded' as const, facts } } });
    for (const key of branches) await supervisor.hear(failed(key));
    const { deadLetters } = supervisor.ports;
    let [underWay, most, removed] = [0, 0, 0];
    const remove: typeof deadLetters.remove = async (id) => {
      removed += 1;
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      await deadLetters.remove(id);
    };
    Object.assign(supervisor.ports, { deadLetters: { ...deadLetters, remove } });
    await supervisor.hear(retry);
    expect([removed, supervisor.letters()]).toEqual([60, []]);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(25);
    await supervisor.hear(retry, 2);
    expect(removed).toBe(120);
  });

  it('is gone also where whoever heard of the retry died before saying so', async () => {
    const supervisor = createMemorySupervisor(blueprintOf([{ id: 'work' }]));
    await supervisor.hear(start);
    await supervisor.hear(failed('work'));
    const { deadLetters } = supervisor.ports;
    const cutOff = { ...deadLetters, remove: () => Promise.reject(new Error('cut off')) };
    Object.assign(supervisor.ports, { deadLetters: cutOff });
    expect(await supervisor.hear(retry)).toEqual(['m']);
    expect(supervisor.letters()).toHaveLength(1);
    Object.assign(supervisor.ports, { deadLetters });
    await supervisor.hear(retry, 2);
    expect(supervisor.letters()).toEqual([]);
  });
});
