import {
  BedrockRuntimeClient,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { bedrock } from './index.ts';

const claude = 'us.anthropic.claude-example-v1:0';

let services: StartedServices;
let models: BedrockRuntimeClient;
beforeAll(async () => {
  services = await startServices([bedrock]);
  models = new BedrockRuntimeClient(services.client);
});
afterAll(() => services.stop());
beforeEach(() => script());

async function script(...replies: object[]) {
  const body = JSON.stringify({ replies });
  await fetch(`${services.endpoint}/_offline/model-script`, { method: 'PUT', body });
}

async function invoke(modelId: string, body: object): Promise<Record<string, unknown>> {
  const answer = await models.send(new InvokeModelCommand({ modelId, body: JSON.stringify(body) }));
  return JSON.parse(answer.body.transformToString()) as Record<string, unknown>;
}
const message = (text: string, more: object = {}) => ({
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 100,
  messages: [{ role: 'user', content: text }],
  ...more,
});
const toolUse = { toolUseId: 'toolu_1', name: 'search', input: { query: 'größe' } };

test('a message in Anthropic’s format is answered in it', async () => {
  await script({ when: 'find', chunks: ['Let ', 'me see.'], toolUse, usage: { inputTokens: 9, outputTokens: 4 } });
  expect(await invoke(claude, message('find it'))).toMatchObject({
    type: 'message',
    role: 'assistant',
    content: [
      { type: 'text', text: 'Let me see.' },
      { type: 'tool_use', id: 'toolu_1', name: 'search', input: { query: 'größe' } },
    ],
    stop_reason: 'tool_use',
    usage: { input_tokens: 9, output_tokens: 4 },
  });
});

test('its stream has Anthropic’s events, Bedrock’s metrics in the last', async () => {
  await script({ chunks: ['a', 'b'], toolUse, usage: { inputTokens: 9, outputTokens: 4 } });
  const body = JSON.stringify(message('hi'));
  const answer = await models.send(new InvokeModelWithResponseStreamCommand({ modelId: claude, body }));
  const events: { type: string; delta?: { text?: string; partial_json?: string } }[] = [];
  for await (const { chunk } of answer.body ?? []) {
    events.push(JSON.parse(new TextDecoder().decode(chunk?.bytes)) as (typeof events)[number]);
  }
  expect([...new Set(events.map(({ type }) => type))]).toEqual([
    ...['message_start', 'content_block_start', 'content_block_delta', 'content_block_stop', 'message_delta'],
    'message_stop',
  ]);
  expect(events.map(({ delta }) => delta?.text ?? '').join('')).toBe('ab');
  expect(JSON.parse(events.map(({ delta }) => delta?.partial_json ?? '').join(''))).toEqual(toolUse.input);
  expect(events.at(-1)).toMatchObject({
    'amazon-bedrock-invocationMetrics': { inputTokenCount: 9, outputTokenCount: 4 },
  });
});

test('its stream breaks off with the script’s exception', async () => {
  await script({ chunks: ['a'], error: { name: 'ModelTimeoutException', message: 'too slow' } });
  const body = JSON.stringify(message('hi'));
  const answer = await models.send(new InvokeModelWithResponseStreamCommand({ modelId: claude, body }));
  const reading = (async () => {
    for await (const _ of answer.body ?? []);
  })();
  await expect(reading).rejects.toMatchObject({ name: 'ModelTimeoutException', message: 'too slow' });
});

test.each([
  [{ messages: [] }, 'messages: at least one message is required'],
  [{ max_tokens: undefined }, 'Malformed input request: #: required key [max_tokens] not found, please'],
  [{ temperature: 2 }, 'Malformed input request: #/temperature: 2 is not less or equal to 1, please'],
  [{ prompt: 'x' }, 'Malformed input request: #: extraneous key [prompt] is not permitted, please'],
  [
    { stop_sequences: 'x' },
    'Malformed input request: #/stop_sequences: expected type: JSONArray, found: String, please',
  ],
  [{ messages: [{ role: 'user', content: [{ type: 'text', text: '' }] }] }, 'text content blocks must be non-empty'],
])('a body with %j is refused', async (more, expected) => {
  const invoked = invoke(claude, message('hi', more));
  await expect(invoked).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(invoked).rejects.toThrow(expected);
});

const cosine = (left: number[], right: number[]) =>
  left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);

async function titan(inputText: string, more: object = {}) {
  const { embedding } = await invoke('amazon.titan-embed-text-v2:0', { inputText, ...more });
  return embedding as number[];
}

test('embeddings put texts that share words nearer together than others', async () => {
  const [asked, near, far] = await Promise.all(
    ['How do I reset my password?', 'Reset a forgotten password', 'The harvest of apples begins in autumn'].map(
      (text) => titan(text),
    ),
  );
  expect(cosine(asked ?? [], near ?? [])).toBeGreaterThan(0.3);
  expect(Math.abs(cosine(asked ?? [], far ?? []))).toBeLessThan(0.15);
  expect(await titan('How do I reset my password?')).toEqual(asked);
});

test('Titan’s options change dimensions, length and type', async () => {
  expect((await titan('x')).length).toBe(1024);
  expect((await titan('x', { dimensions: 256 })).length).toBe(256);
  expect(Math.hypot(...(await titan('some words here')))).toBeCloseTo(1);
  expect(Math.hypot(...(await titan('some words here', { normalize: false })))).toBeGreaterThan(1.5);
  const answer = await invoke('amazon.titan-embed-text-v2:0', { inputText: 'x', embeddingTypes: ['binary'] });
  const { binary } = answer.embeddingsByType as { binary: number[] };
  expect(new Set(binary)).toEqual(new Set([0, 1]));
  const first = await invoke('amazon.titan-embed-text-v1', { inputText: 'x' });
  expect((first.embedding as number[]).length).toBe(1536);
  await expect(titan('')).rejects.toThrow('#/inputText: expected minLength: 1, actual: 0');
  await expect(titan('x', { dimensions: 3 })).rejects.toThrow('#/dimensions: 3 is not a valid enum value');
});

test('Cohere’s formats give one vector a text, in each type that is asked for', async () => {
  const input = { texts: ['one', 'two words'], input_type: 'search_document' };
  const floats = await invoke('cohere.embed-english-v3', input);
  expect(floats).toMatchObject({ response_type: 'embeddings_floats', texts: input.texts });
  expect((floats.embeddings as number[][]).map(({ length }) => length)).toEqual([1024, 1024]);
  const typed = await invoke('cohere.embed-v4:0', {
    ...input,
    embedding_types: ['int8', 'uint8', 'binary', 'ubinary'],
    output_dimension: 512,
  });
  const { int8, uint8, binary, ubinary } = typed.embeddings as Record<string, number[][]>;
  expect([int8?.[0]?.length, ubinary?.[1]?.length]).toEqual([512, 64]);
  expect(int8?.[0]).toEqual(uint8?.[0]?.map((value) => value - 128));
  expect(binary?.[1]).toEqual(ubinary?.[1]?.map((value) => value - 128));
  await expect(invoke('cohere.embed-english-v3', { inputText: 'x' })).rejects.toThrow(
    'required key [input_type] not found',
  );
  const image = { images: ['data:image/png;base64,AA=='], input_type: 'image' };
  await expect(invoke('cohere.embed-english-v3', image)).rejects.toThrow('only texts are embedded offline');
});

test('embedding models do not stream, and a format that is not known is named', async () => {
  const body = '{"inputText":"x"}';
  const streamed = new InvokeModelWithResponseStreamCommand({ modelId: 'amazon.titan-embed-text-v2:0', body });
  await expect(models.send(streamed)).rejects.toThrow('unsupported for streaming');
  await expect(invoke('meta.llama3-8b-instruct-v1:0', { prompt: 'x' })).rejects.toThrow('meta.llama3');
});
