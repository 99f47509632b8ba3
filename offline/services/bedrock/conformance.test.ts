import {
  BedrockRuntimeClient,
  type ContentBlock,
  ConverseCommand,
  type ConverseCommandInput,
  ConverseStreamCommand,
  InvokeModelCommand,
  type Message,
} from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConformanceTarget, startTarget } from '../../kernel/conformance.ts';
import { bedrock } from './index.ts';

// Against AWS the account needs access to these two models; nothing is made there that would have to be removed.
const modelId = 'amazon.nova-micro-v1:0';
const embeddingModelId = 'amazon.titan-embed-text-v2:0';

let target: ConformanceTarget;
let models: BedrockRuntimeClient;
beforeAll(async () => {
  target = await startTarget([bedrock]);
  models = new BedrockRuntimeClient(target.client);
});
afterAll(() => target.stop());

const user = (...content: ContentBlock[]): Message => ({ role: 'user', content });
const assistant = (...content: ContentBlock[]): Message => ({ role: 'assistant', content });
const converse = (input: Partial<ConverseCommandInput>) =>
  models.send(new ConverseCommand({ modelId, messages: [user({ text: 'Say hello.' })], ...input }));
const refused = (message: string) => ({
  name: 'ValidationException',
  message,
  $metadata: { httpStatusCode: 400 },
});

test('Converse answers as the assistant, with a stop reason, usage that adds up, and a latency', async () => {
  const { output, stopReason, usage, metrics } = await converse({});
  expect(output?.message?.role).toBe('assistant');
  expect(output?.message?.content?.[0]?.text).toMatch(/\w/);
  expect(stopReason).toBe('end_turn');
  expect(usage?.totalTokens).toBe((usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0));
  expect(usage?.inputTokens).toBeGreaterThan(0);
  expect(metrics?.latencyMs).toBeGreaterThanOrEqual(0);
});

test('ConverseStream starts a message, sends deltas of a block, stops both, and tells usage last', async () => {
  const input = { modelId, messages: [user({ text: 'Say hello.' })] };
  const { stream, $metadata } = await models.send(new ConverseStreamCommand(input));
  expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
  const kinds: string[] = [];
  for await (const event of stream ?? []) {
    const [kind = ''] = Object.keys(event);
    if (kinds.at(-1) !== kind) kinds.push(kind);
    if (event.contentBlockDelta) expect(event.contentBlockDelta.contentBlockIndex).toBe(0);
    if (event.metadata) expect(event.metadata.usage?.totalTokens).toBeGreaterThan(0);
  }
  expect(kinds).toEqual(['messageStart', 'contentBlockDelta', 'contentBlockStop', 'messageStop', 'metadata']);
});

test('a conversation starts with the user and alternates', async () => {
  await expect(converse({ messages: [assistant({ text: 'Hi.' }), user({ text: 'Hi.' })] })).rejects.toMatchObject(
    refused(
      'A conversation must start with a user message. Try again with a conversation that starts with a user message.',
    ),
  );
  await expect(converse({ messages: [user({ text: 'a' }), user({ text: 'b' })] })).rejects.toMatchObject(
    refused(
      'A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.',
    ),
  );
});

test('messages and their texts are not empty', async () => {
  await expect(converse({ messages: [user()] })).rejects.toMatchObject(
    refused(
      'The content field in the Message object at messages.0 is empty. Add a ContentBlock object to the content field and try again.',
    ),
  );
  await expect(converse({ messages: [user({ text: ' ' })] })).rejects.toMatchObject(
    refused(
      'The text field in the ContentBlock object at messages.0.content.0 is blank. Add text to the text field, and try again.',
    ),
  );
});

test('there are two roles', async () => {
  const role = 'system' as string as 'user';
  await expect(converse({ messages: [{ role, content: [{ text: 'x' }] }] })).rejects.toMatchObject(
    refused(
      "1 validation error detected: Value 'system' at 'messages.1.member.role' failed to satisfy constraint: Member must satisfy enum value set: [user, assistant]",
    ),
  );
});

test.each([
  [
    { temperature: 1.5 },
    "Value '1.5' at 'inferenceConfig.temperature' failed to satisfy constraint: Member must have value less than or equal to 1",
  ],
  [
    { topP: -1 },
    "Value '-1' at 'inferenceConfig.topP' failed to satisfy constraint: Member must have value greater than or equal to 0",
  ],
  [
    { maxTokens: 0 },
    "Value '0' at 'inferenceConfig.maxTokens' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
])('inference parameters stay in their ranges: %j', async (inferenceConfig, problem) => {
  const asked = converse({ inferenceConfig });
  await expect(asked).rejects.toMatchObject(refused(`1 validation error detected: ${problem}`));
});

const toolUse = { toolUseId: 'tooluse_1', name: 'search', input: {} };
const toolResult = { toolUseId: 'tooluse_1', content: [{ text: 'found' }] };
const toolConfig = { tools: [{ toolSpec: { name: 'search', inputSchema: { json: { type: 'object' } } } }] };
const asked = [user({ text: 'Search.' }), assistant({ toolUse })];

test('tools that a conversation uses are configured, each use has its result and no result is without use', async () => {
  await expect(converse({ messages: [...asked, user({ toolResult })] })).rejects.toMatchObject(
    refused('The toolConfig field must be defined when using toolUse and toolResult content blocks.'),
  );
  await expect(converse({ toolConfig, messages: [...asked, user({ text: 'And?' })] })).rejects.toMatchObject(
    refused('Expected toolResult blocks at messages.2.content for the following Ids: tooluse_1'),
  );
  await expect(converse({ toolConfig, messages: [user({ toolResult })] })).rejects.toMatchObject(
    refused(
      'The number of toolResult blocks at messages.0.content exceeds the number of toolUse blocks of previous turn.',
    ),
  );
  expect((await converse({ toolConfig, messages: [...asked, user({ toolResult })] })).output?.message?.role).toBe(
    'assistant',
  );
});

test('a list of tools has one at least', async () => {
  await expect(converse({ toolConfig: { tools: [] } })).rejects.toMatchObject(
    refused(
      "1 validation error detected: Value at 'toolConfig.tools' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ),
  );
});

test('what is no model is refused, and an embedding model does not converse', async () => {
  const nothing = converse({ modelId: 'nothing-of-the-kind' });
  await expect(nothing).rejects.toMatchObject(refused('The provided model identifier is invalid.'));
  await expect(converse({ modelId: embeddingModelId })).rejects.toMatchObject({ name: 'ValidationException' });
});

test('a Titan embedding has its dimensions, the length one, and is the same again', async () => {
  const embed = async () => {
    const body = JSON.stringify({ inputText: 'the cost of a night train', dimensions: 256 });
    const answer = await models.send(new InvokeModelCommand({ modelId: embeddingModelId, body }));
    return JSON.parse(answer.body.transformToString()) as { embedding: number[]; inputTextTokenCount: number };
  };
  const [first, second] = [await embed(), await embed()];
  expect(first.embedding).toHaveLength(256);
  expect(Math.hypot(...first.embedding)).toBeCloseTo(1, 2);
  expect(first.inputTextTokenCount).toBeGreaterThan(0);
  expect(second).toEqual(first);
});

test('a body of another model’s format is malformed', async () => {
  const body = JSON.stringify({ prompt: 'x', inputText: 'x' });
  const invoked = models.send(new InvokeModelCommand({ modelId: embeddingModelId, body }));
  await expect(invoked).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(invoked).rejects.toThrow(
    /^Malformed input request: .*extraneous key \[prompt\] is not permitted.*please reformat your input and try again\.$/,
  );
});
