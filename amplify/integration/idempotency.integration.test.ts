import { beforeAll, describe, expect, it } from 'vitest';
import { history, replyTo, send } from './conversation.ts';
import { newProject, type Person, personOf } from './people.ts';

let manager: Person;
let projectId: string;
beforeAll(async () => {
  manager = await personOf('pm@demo.test');
  projectId = await newProject(manager, 'demo', 'Sent twice');
});

const said = async (text: string) => (await history(manager, projectId)).filter(({ message }) => message === text);

describe('a message', () => {
  it('sent ten times at once under one key is stored and answered once', async () => {
    const key = crypto.randomUUID();
    const message = 'We have about 40 TB of data.';
    const sent = await Promise.all(Array.from({ length: 10 }, () => send(manager, { projectId, message, key })));
    const [id = ''] = new Set(sent.map((one) => one.id));
    expect(new Set(sent.map((one) => one.id)).size).toBe(1);
    await replyTo(manager, projectId, id);
    await send(manager, { projectId, message, key }); // and once more, after it was answered
    expect(await said(message)).toHaveLength(1);
    expect((await history(manager, projectId)).filter((one) => one.replyTo === id)).toHaveLength(1);
  });

  it('said twice on purpose is stored and answered twice', async () => {
    const message = 'Yes.';
    const first = await send(manager, { projectId, message, key: crypto.randomUUID() });
    const second = await send(manager, { projectId, message, key: crypto.randomUUID() });
    expect(first.id).not.toBe(second.id);
    await replyTo(manager, projectId, first.id);
    await replyTo(manager, projectId, second.id);
    expect(await said(message)).toHaveLength(2);
  });

  it('sent by several people at once loses nobody', async () => {
    const texts = Array.from({ length: 8 }, (_, n) => `Remark number ${n} of the workshop.`);
    const sent = await Promise.all(
      texts.map((message) => send(manager, { projectId, message, key: crypto.randomUUID() })),
    );
    for (const { id } of sent) await replyTo(manager, projectId, id);
    for (const text of texts) expect(await said(text)).toHaveLength(1);
  });
});
