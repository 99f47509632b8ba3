import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventually, history, send } from './conversation.ts';
import { graphql, newProject, type Person, personOf } from './people.ts';
import { answeredByModel, putBreaker, scriptModel, setProvider } from './providers.ts';

let manager: Person;
beforeAll(async () => {
  manager = await personOf('pm@demo.test');
  await setProvider('assessment', 'model', { transport: 'bedrock', modelId: 'amazon.nova-lite-v1:0' });
});
beforeEach(() => putBreaker('model#assessment', { phase: 'closed', failedAt: [] }));
afterAll(async () => {
  await scriptModel();
  await setProvider('assessment', 'embedded');
});

/** What the agent answers to the first message of a new interview. */
async function answerTo(message: string) {
  const projectId = await newProject(manager, 'demo', 'Chat');
  const { id } = await send(manager, { projectId, message });
  const answer = await eventually('the answer', async () =>
    (await history(manager, projectId)).find((item) => item.replyTo === id && item.messageType === 'AGENT'),
  );
  return { ...answer, projectId };
}

test('an agent that thinks with a model answers in its words, with the question as it was computed', async () => {
  await scriptModel({
    chunks: ['{"parts":["Thanks, let us ', 'begin the assessment."]}'],
    usage: { inputTokens: 900, outputTokens: 20 },
  });
  const { message, metadata } = await answerTo('hello');
  expect(message).toMatch(/^Thanks, let us begin the assessment\.\n\n\*\*Question 1 of \d+/);
  expect(JSON.parse(String(metadata))).toMatchObject({ usage: { provider: 'model', inputTokens: 900, calls: 1 } });
});

test('what is said about people is masked for the model by the organization’s policy, and stands among its findings', async () => {
  await scriptModel({ chunks: ['{"parts":["Thanks."]}'], usage: { inputTokens: 9, outputTokens: 2 } });
  const { projectId } = await answerTo('hello, write to ann@example.org');
  const { data } = await graphql(
    manager,
    `query($projectId: ID!) { guardrailFindingsByOrganization(organization: "demo", sortDirection: DESC, limit: 50,
      filter: { projectId: { eq: $projectId } }) { items { kind source action count agentId runId } } }`,
    { projectId },
  );
  const found = { kind: 'email', source: 'PROMPT', action: 'MASKED', count: 1, agentId: 'assessment', runId: null };
  expect(data?.guardrailFindingsByOrganization).toEqual({ items: [found] });
});

test('where the model is out of reach the interview goes on as it was computed', async () => {
  await scriptModel({ error: { name: 'ThrottlingException', message: 'Slow down.' } });
  const { message } = await answerTo('hello');
  expect(message).toContain('I am the assessment agent');
  expect(message).toMatch(/\*\*Question 1 of \d+/);
  expect(await answeredByModel()).toBe(1);
});
