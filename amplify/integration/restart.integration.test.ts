import { Hub } from 'aws-amplify/utils';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { randomOf } from '../simulation/random.ts';
import { eventually, history, replyTo, send } from './conversation.ts';
import { backAfter, killBackend } from './crash.ts';
import { ask, newProject, type Person, personOf } from './people.ts';
import { subscribe } from './subscription.ts';

const seed = Number(process.env.SEED ?? 20_261_121);
const answers = [
  'We have about 40 TB of data in a warehouse, all of it catalogued.',
  'We have no data lake.',
  'Our budget is 250,000 EUR for the first year.',
  'The sponsor is our COO; the board meets monthly.',
  'We must comply with GDPR and ISO 27001.',
  'skip',
];

let manager: Person;
beforeAll(async () => {
  manager = await personOf('pm@demo.test');
});

/** Every message that a person sent is there once, and has one reply. */
async function expectWhole(projectId: string, sent: readonly { id: string; message: string }[]): Promise<void> {
  const messages = await history(manager, projectId);
  const said = messages.filter(({ messageType }) => messageType === 'USER');
  expect(said.map(({ id, message }) => ({ id, message })).reverse()).toEqual(sent);
  const replies = messages.filter(({ messageType }) => messageType !== 'USER');
  expect(replies.map((reply) => [reply.messageType, reply.replyTo]).reverse()).toEqual(
    sent.map(({ id }) => ['AGENT', id]),
  );
  // One turn of the interview for each message: none was taken twice, none was lost.
  const shape = z.object({ version: z.number() });
  const query = 'query($projectId: ID!) { getAssessment(projectId: $projectId) { version } }';
  expect(await ask(manager, shape, query, { projectId })).toEqual({ version: sent.length });
}

describe(`killed with -9 in the middle of an interview (SEED=${seed})`, () => {
  it('the backend answers each acknowledged message once', async () => {
    const random = randomOf(seed);
    const projectId = await newProject(manager, 'demo', 'Killed after each acknowledgement');
    const sent = [];
    for (const message of answers) {
      const { id } = await send(manager, { projectId, message });
      sent.push({ id, message });
      const killed = await killBackend(random() * 400);
      await backAfter(killed);
      await replyTo(manager, projectId, id);
    }
    await expectWhole(projectId, sent);
  });

  it('a message that was not acknowledged is stored and answered once when it is sent again under its key', async () => {
    const random = randomOf(seed + 1);
    const projectId = await newProject(manager, 'demo', 'Killed before the acknowledgement');
    const sent = [];
    let failures = 0;
    // The first at once, when no answer can have come yet; the others somewhere on the way.
    const moments = [0, random() * 60, random() * 60, random() * 60];
    for (const [index, message] of answers.slice(0, moments.length).entries()) {
      const key = crypto.randomUUID();
      const first = send(manager, { projectId, message, key }).then(
        () => true,
        () => false,
      );
      const killed = await killBackend(moments[index]);
      if (!(await first)) failures += 1;
      await backAfter(killed);
      const { id } = await send(manager, { projectId, message, key });
      sent.push({ id, message });
      await replyTo(manager, projectId, id);
    }
    expect(failures).toBeGreaterThan(0);
    await expectWhole(projectId, sent);
  });

  it('a listener whose socket was cut misses nothing and hears nothing twice', async () => {
    const projectId = await newProject(manager, 'demo', 'Overheard');
    const query = `subscription($filter: ModelSubscriptionConversationMessageFilterInput) {
      onCreateConversationMessage(filter: $filter) { id } }`;
    let acknowledged = 0;
    const stopListening = Hub.listen('api', ({ payload }) => {
      if (payload.event === 'Subscription ack') acknowledged += 1;
    });
    const listener = subscribe(manager, query, { filter: { projectId: { eq: projectId } } });
    const heard = () =>
      listener.received
        .map((data) => z.object({ onCreateConversationMessage: z.object({ id: z.string() }) }).parse(data))
        .map((data) => data.onCreateConversationMessage.id);
    await eventually('the acknowledgement', () => acknowledged > 0 || undefined);

    await send(manager, { projectId, message: 'Before the cut.' });
    await eventually('what was said before', () => heard().length > 0 || undefined);
    const killed = await killBackend();
    await backAfter(killed);
    await send(manager, { projectId, message: 'While nobody listened.' });
    // What the client does by itself: it connects and subscribes again; whoever listens then asks for what came between.
    const before = acknowledged;
    await eventually('the subscription to be back', () => acknowledged > before || undefined);
    const missed = (await history(manager, projectId)).map(({ id }) => id);
    const last = await send(manager, { projectId, message: 'After the cut.' });
    await replyTo(manager, projectId, last.id);
    await eventually('what was said last', () => heard().includes(last.id) || undefined);
    const all = (await history(manager, projectId)).map(({ id }) => id);
    await eventually(
      'the last reply',
      () => all.every((id) => missed.includes(id) || heard().includes(id)) || undefined,
    );
    expect(new Set(heard()).size).toBe(heard().length);
    stopListening();
    listener.stop();
  });
});
