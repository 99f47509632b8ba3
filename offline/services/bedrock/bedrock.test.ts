import { BedrockAgentRuntimeClient, InvokeAgentCommand } from '@aws-sdk/client-bedrock-agent-runtime';
import { BedrockAgentCoreClient, InvokeAgentRuntimeCommand } from '@aws-sdk/client-bedrock-agentcore';
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  type ConverseStreamOutput,
  CountTokensCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { bedrock } from './index.ts';

const modelId = 'anthropic.claude-example-v1:0';
const agentRuntimeArn = 'arn:aws:bedrock-agentcore:us-east-1:123456789012:runtime/helper-abcdefghij';
const agent = { agentId: 'AGENT12345', agentAliasId: 'ALIAS12345', sessionId: 'session-1' };

let services: StartedServices;
let models: BedrockRuntimeClient;
let agents: BedrockAgentRuntimeClient;
let core: BedrockAgentCoreClient;
beforeAll(async () => {
  services = await startServices([bedrock]);
  models = new BedrockRuntimeClient(services.client);
  agents = new BedrockAgentRuntimeClient(services.client);
  core = new BedrockAgentCoreClient(services.client);
});
afterAll(() => services.stop());
beforeEach(() => script());

const helper = (init?: RequestInit) => fetch(`${services.endpoint}/_offline/model-script`, init);
async function script(...replies: object[]) {
  const response = await helper({ method: 'PUT', body: JSON.stringify({ replies }) });
  expect(response.status).toBe(204);
}

const says = (text: string) => ({ modelId, messages: [{ role: 'user' as const, content: [{ text }] }] });
async function converse(text: string) {
  const { output } = await models.send(new ConverseCommand(says(text)));
  return output?.message?.content?.[0]?.text;
}
async function converseStream(): Promise<AsyncIterator<ConverseStreamOutput>> {
  const { stream } = await models.send(new ConverseStreamCommand(says('hi')));
  if (!stream) throw new Error('no stream');
  return stream[Symbol.asyncIterator]();
}
async function rest(events: AsyncIterator<ConverseStreamOutput>): Promise<ConverseStreamOutput[]> {
  const found: ConverseStreamOutput[] = [];
  for (let next = await events.next(); !next.done; next = await events.next()) found.push(next.value);
  return found;
}

test('without a fitting reply the answer says that no model runs, and how to set one', async () => {
  expect(await converse('hello')).toContain('No model runs offline');
  expect(await converse('hello')).toContain('PUT /_offline/model-script');
});

test('the script is shown with what it has answered, and a wrong one is refused whole', async () => {
  await script({ when: 'a', chunks: ['A'] });
  await converse('a');
  expect(await (await helper()).json()).toEqual({ replies: [{ when: 'a', chunks: ['A'], answered: 1 }] });
  const wrong = await helper({ method: 'PUT', body: '{"replies":[{"chunk":["x"],"delayMs":-1}]}' });
  expect(wrong.status).toBe(400);
  const { message } = (await wrong.json()) as { message: string };
  expect(message).toMatch(/replies\.0\.delayMs.*replies\.0: .*"chunk"/);
  expect(await converse('a')).toBe('A');
  expect((await helper({ method: 'PUT', body: '{' })).status).toBe(400);
  expect((await helper({ method: 'DELETE' })).status).toBe(405);
});

test('a result of a tool is part of what the script chooses by', async () => {
  await script({ when: '42', chunks: ['It is 42.'] });
  const toolUse = { toolUseId: 't1', name: 'sum', input: {} };
  const { output } = await models.send(
    new ConverseCommand({
      modelId,
      toolConfig: { tools: [{ toolSpec: { name: 'sum', inputSchema: { json: { type: 'object' } } } }] },
      messages: [
        { role: 'user', content: [{ text: 'sum?' }] },
        { role: 'assistant', content: [{ toolUse }] },
        { role: 'user', content: [{ toolResult: { toolUseId: 't1', content: [{ json: { sum: 42 } }] } }] },
      ],
    }),
  );
  expect(output?.message?.content).toEqual([{ text: 'It is 42.' }]);
});

test('a slow model’s tokens arrive one by one, at the pace of the backend’s clock', async () => {
  await script({ chunks: ['one', 'two'], chunkDelayMs: 60_000 });
  const events = await converseStream();
  await events.next();
  expect((await events.next()).value).toMatchObject({ contentBlockDelta: { delta: { text: 'one' } } });
  let second: unknown;
  const reading = events.next().then(({ value }) => {
    second = value;
  });
  while (second === undefined) {
    services.clock.setOffset(services.clock.offsetMs + 60_000);
    await new Promise(setImmediate);
  }
  await reading;
  services.clock.setOffset(0);
  expect(second).toMatchObject({ contentBlockDelta: { delta: { text: 'two' } } });
});

test('a caller who gives up does not disturb the next one', async () => {
  await script({ when: 'slow', chunks: ['one', 'two'], chunkDelayMs: 3_600_000 }, { chunks: ['fine'] });
  const stop = new AbortController();
  const { stream } = await models.send(new ConverseStreamCommand(says('slow')), { abortSignal: stop.signal });
  const texts: string[] = [];
  for await (const { contentBlockDelta } of stream ?? []) {
    if (!contentBlockDelta) continue;
    texts.push(contentBlockDelta.delta?.text ?? '');
    stop.abort();
  }
  expect(texts).toEqual(['one']);
  expect(await converse('next')).toBe('fine');
});

test('an error that the stream has no exception for comes with its name all the same', async () => {
  await script({ chunks: ['half'], error: { name: 'ModelTimeoutException', message: 'too slow' } });
  await expect(rest(await converseStream())).rejects.toMatchObject({
    name: 'ModelTimeoutException',
    message: 'too slow',
  });
});

test('a failure after chunks is a failure where nothing streams', async () => {
  await script({ chunks: ['half'], error: { name: 'ModelErrorException', message: 'broken' } });
  await expect(converse('x')).rejects.toMatchObject({
    name: 'ModelErrorException',
    $metadata: { httpStatusCode: 424 },
  });
});

test('usage that the script does not give is estimated from the lengths of the texts', async () => {
  await script({ chunks: ['12345678'] });
  const { usage } = await models.send(new ConverseCommand(says('1234')));
  expect(usage).toMatchObject({ inputTokens: 1, outputTokens: 2, totalTokens: 3 });
});

test('an agent hands a tool back to its caller, and goes on from the result', async () => {
  const toolUse = { toolUseId: 'i-1', name: 'orders::cancel', input: { id: 7, why: 'late' } };
  await script({ when: 'cancel', toolUse }, { when: 'cancelled', chunks: ['Done.'] });
  const first = await agents.send(new InvokeAgentCommand({ ...agent, inputText: 'please cancel' }));
  const events: object[] = [];
  for await (const event of first.completion ?? []) events.push(event);
  expect(events).toEqual([
    {
      returnControl: {
        invocationId: 'i-1',
        invocationInputs: [
          {
            functionInvocationInput: {
              actionGroup: 'orders',
              function: 'cancel',
              actionInvocationType: 'RESULT',
              parameters: [
                { name: 'id', type: 'number', value: '7' },
                { name: 'why', type: 'string', value: 'late' },
              ],
            },
          },
        ],
      },
    },
  ]);
  const functionResult = {
    actionGroup: 'orders',
    function: 'done',
    responseBody: { TEXT: { body: 'order cancelled' } },
  };
  await script({ when: 'order cancelled', chunks: ['Done.'] });
  const second = await agents.send(
    new InvokeAgentCommand({
      ...agent,
      sessionState: { invocationId: 'i-1', returnControlInvocationResults: [{ functionResult }] },
    }),
  );
  const texts: string[] = [];
  for await (const { chunk } of second.completion ?? []) texts.push(new TextDecoder().decode(chunk?.bytes));
  expect(texts).toEqual(['Done.']);
});

test('an agent’s stream breaks off with the exception of the script', async () => {
  await script({ chunks: ['half'], error: { name: 'DependencyFailedException', message: 'no lambda' } });
  const { completion } = await agents.send(new InvokeAgentCommand({ ...agent, inputText: 'go' }));
  const reading = (async () => {
    for await (const _ of completion ?? []);
  })();
  await expect(reading).rejects.toMatchObject({ name: 'DependencyFailedException', message: 'no lambda' });
});

test('an agent needs an id of its form and something to answer', async () => {
  const asked = (input: object) => agents.send(new InvokeAgentCommand({ ...agent, inputText: 'hi', ...input }));
  await expect(asked({ agentId: 'not-an-id' })).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      "1 validation error detected: Value 'not-an-id' at 'agentId' failed to satisfy constraint: Member must satisfy regular expression pattern: [0-9a-zA-Z]+",
  });
  await expect(asked({ inputText: undefined })).rejects.toMatchObject({ name: 'ValidationException' });
});

const invokeRuntime = (input: object) =>
  core.send(new InvokeAgentRuntimeCommand({ agentRuntimeArn, payload: Buffer.from('{"prompt":"hi"}'), ...input }));

test('an agent runtime takes an ARN, or an id with its account, and sessions of 33 characters', async () => {
  await script({ when: 'hi', chunks: ['hello'] });
  const byId = await invokeRuntime({ agentRuntimeArn: 'helper-abcdefghij', accountId: '123456789012' });
  expect(await byId.response?.transformToString()).toBe('{"result":"hello"}');
  expect(byId.runtimeSessionId).toHaveLength(36);
  await expect(invokeRuntime({ agentRuntimeArn: 'helper-abcdefghij' })).rejects.toThrow('accountId');
  await expect(invokeRuntime({ runtimeSessionId: 'short' })).rejects.toThrow('greater than or equal to 33');
});

test('a failure in the middle of server-sent events is an event', async () => {
  await script({ chunks: ['a'], error: { name: 'RuntimeClientError', message: 'crashed' } });
  const { response } = await invokeRuntime({ accept: 'text/event-stream' });
  const events = (await response?.transformToString())?.split('\n\n').filter(Boolean);
  expect(events?.map((event) => JSON.parse(event.replace('data: ', '')) as unknown)).toEqual([
    'a',
    { error: 'crashed', error_type: 'RuntimeClientError', message: 'An error occurred during streaming' },
  ]);
});

test('a role may ask what its policy names, and no other model', async () => {
  const roleArn = 'arn:aws:iam::123456789012:role/asker';
  const issued = services.credentials.issue({ kind: 'role', roleArn, sessionName: 's' }, Date.now() + 3_600_000);
  const allow = (Action: string, Resource: string | string[]) =>
    services.policies.replace(new Map([[roleArn, [{ Effect: 'Allow', Action, Resource }]]]));
  const asker = new BedrockRuntimeClient({ ...services.client, credentials: issued });
  const ask = (id: string) => asker.send(new ConverseCommand({ ...says('hi'), modelId: id }));
  const model = `arn:aws:bedrock:us-east-1::foundation-model/${modelId}`;

  allow('bedrock:InvokeModel', model);
  expect((await ask(modelId)).stopReason).toBe('end_turn');
  const refused = { name: 'AccessDeniedException', $metadata: { httpStatusCode: 403 } };
  await expect(ask('amazon.nova-micro-v1:0')).rejects.toMatchObject(refused);
  await expect(asker.send(new ConverseStreamCommand(says('hi')))).rejects.toMatchObject(refused);

  await expect(ask(`us.${modelId}`)).rejects.toThrow(`inference-profile/us.${modelId}`);
  allow('bedrock:InvokeModel', [model, 'arn:aws:bedrock:us-east-1:123456789012:inference-profile/*']);
  expect((await ask(`us.${modelId}`)).stopReason).toBe('end_turn');

  const its = { ...services.client, credentials: issued };
  const agentCall = () =>
    new BedrockAgentRuntimeClient(its).send(new InvokeAgentCommand({ ...agent, inputText: 'hi' }));
  const runtimeCall = (more: object = {}) =>
    new BedrockAgentCoreClient(its).send(
      new InvokeAgentRuntimeCommand({ agentRuntimeArn, payload: Buffer.from('{}'), ...more }),
    );
  await expect(agentCall()).rejects.toMatchObject(refused);
  await expect(runtimeCall()).rejects.toMatchObject(refused);
  allow('bedrock:InvokeAgent', 'arn:aws:bedrock:us-east-1:123456789012:agent-alias/AGENT12345/*');
  expect((await agentCall()).sessionId).toBe('session-1');
  allow('bedrock-agentcore:InvokeAgentRuntime', agentRuntimeArn);
  expect((await runtimeCall()).statusCode).toBe(200);
  await expect(runtimeCall({ runtimeUserId: 'someone' })).rejects.toThrow('InvokeAgentRuntimeForUser');
});

test('unsigned calls are refused, and operations that are not there say so', async () => {
  const unsigned = await fetch(`${services.endpoint}/model/${modelId}/converse`, { method: 'POST', body: '{}' });
  expect([unsigned.status, unsigned.headers.get('x-amzn-errortype')]).toEqual([
    403,
    'MissingAuthenticationTokenException',
  ]);
  const count = models.send(new CountTokensCommand({ modelId, input: { converse: says('hi') } }));
  await expect(count).rejects.toMatchObject({ name: 'UnknownOperationException' });
});
