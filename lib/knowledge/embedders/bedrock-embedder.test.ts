import { BedrockRuntimeClient, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterEach, describe, expect, it } from 'vitest';
import { createRestRequest } from '#lib/runtime/rest-json';
import { listen, recorder, testCredentials } from '../testing.ts';
import { createBedrockEmbedder } from './bedrock-embedder.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

async function embedder(
  model: 'TITAN_TEXT_V2' | 'COHERE_MULTILINGUAL_V3',
  answers: { status?: number; body: unknown }[],
) {
  const service = await listen(answers);
  stops.push(service.stop);
  const connection = { endpoint: service.endpoint, region: 'eu-central-1', credentials: testCredentials };
  const connect = (modelId: string) => createRestRequest('bedrockRuntime', ['model', modelId, 'invoke'], connection);
  return { service, embedder: createBedrockEmbedder(model, connect) };
}

const vector = (length: number, first: number) => Array.from({ length }, (_, index) => (index === 0 ? first : 0));

describe('Titan', () => {
  it('is asked as the SDK asks it, one text a request, and its vectors come in the texts’ order', async () => {
    const answers = [1, 2].map((first) => ({ body: { embedding: vector(512, first), inputTextTokenCount: 3 } }));
    const { service, embedder: titan } = await embedder('TITAN_TEXT_V2', answers);
    const found = await titan.embed(['one', 'two'], 'document');
    const { sent, requestHandler } = recorder();
    const sdk = new BedrockRuntimeClient({
      ...{ endpoint: service.endpoint, region: 'eu-central-1', credentials: testCredentials },
      ...{ requestHandler, maxAttempts: 1 },
    });
    const body = JSON.stringify({ inputText: 'one', dimensions: 512, normalize: true });
    const asked = sdk.send(new InvokeModelCommand({ modelId: titan.model, body }));
    await expect(asked).rejects.toThrow('not sent');
    expect(found.map((one) => one.length)).toEqual([512, 512]);
    const ours = service.received.find(({ body }) => JSON.stringify(body).includes('"one"'));
    expect(ours).toMatchObject({ method: 'POST', path: '/model/amazon.titan-embed-text-v2%3A0/invoke' });
    expect({ ...ours, authorization: '' }).toEqual({ ...sent[0], authorization: '' });
  });

  it('is asked again while it is throttled', async () => {
    const { embedder: titan } = await embedder('TITAN_TEXT_V2', [
      { status: 429, body: { message: 'slow down' } },
      { body: { embedding: vector(512, 1) } },
    ]);
    expect(await titan.embed(['one'], 'question')).toHaveLength(1);
  });

  it('that answers with something else than the vectors it should is refused', async () => {
    const { embedder: titan } = await embedder('TITAN_TEXT_V2', [{ body: { embedding: [1, 2] } }]);
    await expect(titan.embed(['one'], 'question')).rejects.toThrow('2 numbers instead of 512');
    const other = await embedder('TITAN_TEXT_V2', [{ body: { text: 'Hello' } }]);
    await expect(other.embedder.embed(['one'], 'question')).rejects.toThrow();
  });
});

describe('Cohere', () => {
  it('is asked for ninety-six texts at a time, and told what they are for', async () => {
    const body = (count: number) => ({ body: { embeddings: Array.from({ length: count }, () => vector(1024, 1)) } });
    const { service, embedder: cohere } = await embedder('COHERE_MULTILINGUAL_V3', [body(96), body(4), body(1)]);
    const texts = Array.from({ length: 100 }, (_, index) => `text ${index} ${'x'.repeat(3000)}`);
    expect(await cohere.embed(texts, 'document')).toHaveLength(100);
    await cohere.embed(['question'], 'question');
    expect(service.received.map(({ path }) => path)).toEqual(
      Array(3).fill('/model/cohere.embed-multilingual-v3/invoke'),
    );
    const [first, , last] = service.received.map(({ body: sent }) => sent as { texts: string[]; input_type: string });
    expect(first).toMatchObject({ input_type: 'search_document', truncate: 'END' });
    expect(first?.texts.every((text) => text.length <= 2048)).toBe(true);
    expect(last).toMatchObject({ input_type: 'search_query', texts: ['question'] });
  });

  it('that answers for fewer texts than it was asked for is refused', async () => {
    const { embedder: cohere } = await embedder('COHERE_MULTILINGUAL_V3', [{ body: { embeddings: [] } }]);
    await expect(cohere.embed(['one'], 'document')).rejects.toThrow('0 vectors for 1 texts');
  });
});
