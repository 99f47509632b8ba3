import { BedrockAgentRuntimeClient, RetrieveCommand } from '@aws-sdk/client-bedrock-agent-runtime';
import { afterEach, describe, expect, it } from 'vitest';
import { createRestRequest } from '#lib/runtime/rest-json';
import { listen, recorder, testCredentials } from '../testing.ts';
import { bedrockConfigSchema, createBedrockRetriever } from './bedrock.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const config = bedrockConfigSchema.parse({ knowledgeBaseId: 'KB12345678' });
const everything = (ids: readonly string[]) => Promise.resolve(new Set(ids));

async function retriever(answer: unknown, existing = everything, organization = 'demo') {
  const service = await listen([{ body: answer }, { body: answer }]);
  stops.push(service.stop);
  const connection = { endpoint: service.endpoint, region: 'eu-central-1', credentials: testCredentials };
  const request = createRestRequest(
    'bedrockAgentRuntime',
    ['knowledgebases', config.knowledgeBaseId, 'retrieve'],
    connection,
  );
  return { service, ask: createBedrockRetriever(config, organization, { request, existing }) };
}

const result = (text: string, metadata: Record<string, unknown>, score = 0.8) => ({
  content: { type: 'TEXT', text },
  location: { type: 'S3', s3Location: { uri: 's3://files/demo/policy.pdf' } },
  score,
  metadata: { organization: 'demo', ...metadata },
});

describe('a knowledge base of Amazon Bedrock', () => {
  it('is asked as the SDK asks it, for the organization’s own alone', async () => {
    const { service, ask } = await retriever({ retrievalResults: [] });
    await ask.retrieve('How long are backups kept?', 3);
    const { sent, requestHandler } = recorder();
    const sdk = new BedrockAgentRuntimeClient({
      ...{ endpoint: service.endpoint, region: 'eu-central-1', credentials: testCredentials },
      ...{ requestHandler, maxAttempts: 1 },
    });
    const filter = { equals: { key: 'organization', value: 'demo' } };
    const asked = sdk.send(
      new RetrieveCommand({
        knowledgeBaseId: config.knowledgeBaseId,
        retrievalQuery: { text: 'How long are backups kept?' },
        retrievalConfiguration: { vectorSearchConfiguration: { numberOfResults: 3, filter } },
      }),
    );
    await expect(asked).rejects.toThrow('not sent');
    const [[ours], [theirs]] = [service.received, sent];
    expect({ ...ours, authorization: '' }).toEqual({ ...theirs, authorization: '' });
    const scope = /Credential=AKID\/\d+\/eu-central-1\/bedrock\/aws4_request/;
    expect(ours?.authorization).toMatch(scope);
    expect(theirs?.authorization).toMatch(scope);
  });

  it('answers with passages, each with its document and page and what speaks of the question', async () => {
    const found = result('Backups are kept for 35 days.', {
      'x-amz-bedrock-kb-document-page-number': 4,
      'x-amz-bedrock-kb-source-uri': 's3://files/demo/policy.pdf',
    });
    const { ask } = await retriever({ retrievalResults: [found] });
    const { passages, rankedBy } = await ask.retrieve('How long are backups kept?', 3);
    expect(rankedBy).toBe('service');
    expect(passages).toMatchObject([{ documentName: 'policy.pdf', position: { page: 4 }, score: 0.8 }]);
    expect(passages[0]?.highlights.map(([start, end]) => passages[0]?.text.slice(start, end))).toEqual([
      'Backups',
      'kept',
    ]);
  });

  it('holds no evidence where results are unlike the question', async () => {
    const { ask } = await retriever({ retrievalResults: [result('The canteen serves soup.', {}, 0.2)] });
    expect((await ask.retrieve('How long are backups kept?', 3)).passages).toEqual([]);
  });

  it('never tells of another organization, whatever the service answers', async () => {
    const foreign = result('secret', { organization: 'other' });
    const { organization: _, ...unnamed } = result('unnamed', {}).metadata;
    const nobodys = { ...result('unnamed', {}), metadata: unnamed };
    const { ask } = await retriever({ retrievalResults: [foreign, nobodys] });
    expect((await ask.retrieve('secret', 3)).passages).toEqual([]);
  });

  it('never cites a document that was deleted', async () => {
    const of = (documentId: string) => result('Backups are kept.', { documentId, documentName: 'a.pdf' });
    const { ask } = await retriever({ retrievalResults: [of('gone'), of('there')] }, () =>
      Promise.resolve(new Set(['there'])),
    );
    expect((await ask.retrieve('backups', 3)).passages.map(({ documentId }) => documentId)).toEqual(['there']);
  });

  it('is not taken for another by a name that would lead elsewhere', () => {
    expect(bedrockConfigSchema.safeParse({ knowledgeBaseId: '../x' }).success).toBe(false);
    expect(bedrockConfigSchema.safeParse({}).success).toBe(false);
  });
});
