import { Sha256 } from '@aws-crypto/sha256-js';
import { BedrockAgentRuntimeClient, InvokeAgentCommand } from '@aws-sdk/client-bedrock-agent-runtime';
import { BedrockAgentCoreClient, InvokeAgentRuntimeCommand } from '@aws-sdk/client-bedrock-agentcore';
import { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { bedrock } from './index.ts';

let services: StartedServices;
beforeAll(async () => {
  services = await startServices([bedrock]);
});
afterAll(() => services.stop());

async function script(...replies: object[]) {
  const body = JSON.stringify({ replies });
  await fetch(`${services.endpoint}/_offline/model-script`, { method: 'PUT', body });
}
const messages = [{ role: 'user' as const, content: [{ text: 'hi' }] }];
const modelId = 'amazon.nova-micro-v1:0';

test('a tool call streams as a block of its own, its input in pieces that no character is cut by', async () => {
  const toolUse = { toolUseId: 't', name: 'search', input: { query: 'grüße 🎈🎈🎈🎈🎈🎈 aus wien' } };
  await script({ chunks: ['Let me see.'], toolUse });
  const { stream } = await new BedrockRuntimeClient(services.client).send(
    new ConverseStreamCommand({ modelId, messages }),
  );
  const seen: [string, number | undefined][] = [];
  let input = '';
  for await (const event of stream ?? []) {
    const [kind = ''] = Object.keys(event);
    const { contentBlockIndex } = event.contentBlockStart ?? event.contentBlockDelta ?? event.contentBlockStop ?? {};
    if (seen.at(-1)?.[0] !== kind) seen.push([kind, contentBlockIndex]);
    input += event.contentBlockDelta?.delta?.toolUse?.input ?? '';
    if (event.messageStop) expect(event.messageStop.stopReason).toBe('tool_use');
  }
  expect(seen).toEqual([
    ['messageStart', undefined],
    ['contentBlockDelta', 0],
    ['contentBlockStop', 0],
    ['contentBlockStart', 1],
    ['contentBlockDelta', 1],
    ['contentBlockStop', 1],
    ['messageStop', undefined],
    ['metadata', undefined],
  ]);
  expect(JSON.parse(input)).toEqual(toolUse.input);
});

test.each([
  ['ThrottlingException', 429],
  ['ModelTimeoutException', 408],
  ['ServiceUnavailableException', 503],
  ['InternalServerException', 500],
  ['ResourceNotFoundException', 404],
  ['ValidationException', 400],
])('a scripted %s comes with status %i, and a client that tries again gets over it', async (name, httpStatusCode) => {
  await script({ error: { name, message: 'as scripted' }, times: 1 }, { chunks: ['fine'] });
  const client = new BedrockRuntimeClient(services.client);
  const failed = client.send(new ConverseCommand({ modelId, messages }));
  await expect(failed).rejects.toMatchObject({ name, message: 'as scripted', $metadata: { httpStatusCode } });
  const { output } = await client.send(new ConverseCommand({ modelId, messages }));
  expect(output?.message?.content).toEqual([{ text: 'fine' }]);
});

test('an agent streams its chunks, between the traces that were asked for', async () => {
  await script({ chunks: ['Firſt, ', 'sécond'], usage: { inputTokens: 5, outputTokens: 2 } });
  const client = new BedrockAgentRuntimeClient(services.client);
  const ids = { agentId: 'AGENT12345', agentAliasId: 'TSTALIASID', sessionId: 'session-1', memoryId: 'memory-1' };
  const answer = await client.send(new InvokeAgentCommand({ ...ids, inputText: 'hi', enableTrace: true }));
  expect([answer.sessionId, answer.memoryId, answer.contentType]).toEqual([
    'session-1',
    'memory-1',
    'application/json',
  ]);
  const seen: string[] = [];
  for await (const { chunk, trace } of answer.completion ?? []) {
    if (chunk) seen.push(new TextDecoder().decode(chunk.bytes));
    if (trace) {
      const orchestration = trace.trace?.orchestrationTrace;
      seen.push(...Object.keys(orchestration ?? {}));
      expect(trace).toMatchObject({
        agentId: 'AGENT12345',
        agentAliasId: 'TSTALIASID',
        eventTime: expect.any(Date) as Date,
      });
      const output = orchestration?.modelInvocationOutput;
      if (output) expect(output.metadata?.usage).toEqual({ inputTokens: 5, outputTokens: 2 });
    }
  }
  expect(seen).toEqual(['modelInvocationInput', 'modelInvocationOutput', 'Firſt, ', 'sécond', 'observation']);
});

test('an agent runtime answers in the form that was asked for, tools after the text', async () => {
  const toolUse = { toolUseId: 't', name: 'sum', input: { of: [1, 2] } };
  await script({ when: 'say "two"', chunks: ['one', '\n\ntwo'], toolUse });
  const core = new BedrockAgentCoreClient(services.client);
  const invoke = (accept: string) =>
    core.send(
      new InvokeAgentRuntimeCommand({
        agentRuntimeArn: 'arn:aws:bedrock-agentcore:us-east-1:123456789012:runtime/helper-abcdefghij',
        runtimeSessionId: 's'.repeat(33),
        accept,
        payload: Buffer.from(JSON.stringify({ prompt: 'say "two"' })),
      }),
    );
  const whole = await invoke('application/json');
  expect(JSON.parse((await whole.response?.transformToString()) ?? '')).toEqual({ result: 'one\n\ntwo', toolUse });
  const streamed = await invoke('text/event-stream');
  expect([streamed.contentType, streamed.runtimeSessionId]).toEqual([
    'text/event-stream; charset=utf-8',
    's'.repeat(33),
  ]);
  const events = ((await streamed.response?.transformToString()) ?? '').split('\n\n').filter(Boolean);
  expect(events.map((event) => JSON.parse(event.replace(/^data: /, '')) as unknown)).toEqual([
    'one',
    '\n\ntwo',
    { toolUse },
  ]);
});

test('event streams come over HTTP/1.1 too', async () => {
  await script({ chunks: ['one'] });
  const { host, hostname } = new URL(services.endpoint);
  const { region, credentials } = services.client;
  const signer = new SignatureV4({ service: 'bedrock', region, credentials, sha256: Sha256 });
  const path = `/model/${encodeURIComponent(modelId)}/converse-stream`;
  const body = JSON.stringify({ messages });
  const unsigned = { method: 'POST', protocol: 'http:', hostname, path, headers: { host }, query: {}, body };
  const { headers } = await signer.sign(unsigned);
  const response = await fetch(`${services.endpoint}${path}`, { method: 'POST', headers, body });
  expect(response.headers.get('content-type')).toBe('application/vnd.amazon.eventstream');
  const codec = new EventStreamCodec(
    (bytes) => Buffer.from(bytes).toString(),
    (text) => Buffer.from(text),
  );
  const kinds: unknown[] = [];
  for (
    let rest = Buffer.from(await response.arrayBuffer());
    rest.length > 0;
    rest = rest.subarray(rest.readUInt32BE(0))
  ) {
    kinds.push(codec.decode(rest.subarray(0, rest.readUInt32BE(0))).headers[':event-type']?.value);
  }
  expect(kinds).toEqual(['messageStart', 'contentBlockDelta', 'contentBlockStop', 'messageStop', 'metadata']);
});
