import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import {
  addDocument,
  getKnowledgeBase,
  listSources,
  newKnowledgeBase,
  plantDocument,
  putText,
  removeDocument,
  search,
  searchIn,
  syncBase,
} from './knowledge.ts';
import { administrator, ask, graphql, newProject, outputs, type Person, personOf } from './people.ts';

let pm: Person;
let developer: Person;
let stranger: Person;
let projectId: string;

beforeAll(async () => {
  pm = await personOf('pm@demo.test');
  developer = await personOf('developer@demo.test');
  stranger = await personOf('pm@other.test');
  projectId = await newProject(pm, 'demo', 'Knowledge');
});

const policy = [
  'Backups are kept for thirty-five days and then destroyed.',
  'Visitors sign in at the reception and wear a badge.',
];
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 60_000, interval: 200 });
const added = z.object({ documentId: z.string(), status: z.string() });

/** A knowledge base with one indexed document. */
async function baseWith(paragraphs: readonly string[]) {
  const knowledgeBaseId = await newKnowledgeBase(pm, 'demo', 'Policies');
  const documentId = await plantDocument({ organization: 'demo', projectId }, paragraphs);
  await ask(pm, added, addDocument, { knowledgeBaseId, documentId });
  await until(async () => expect(await listSources(pm, knowledgeBaseId)).toMatchObject([{ status: 'INDEXED' }]));
  return { knowledgeBaseId, documentId };
}

const refusalOf = async (person: Person, query: string, variables: Record<string, unknown>) =>
  (await graphql(person, query, variables)).errors?.[0];

describe('a knowledge base', () => {
  it('answers with the passage, its page and its highlights, to everybody of its organization', async () => {
    const { knowledgeBaseId, documentId } = await baseWith(policy);
    const answer = await searchIn(developer, knowledgeBaseId, 'How long are backups kept?');
    expect(answer).toMatchObject({
      hasEvidence: true,
      rankedBy: 'words',
      passages: [{ documentId, documentName: 'policy.pdf', projectId, page: 1, text: policy[0] }],
    });
    const [passage] = answer.passages;
    expect(passage?.highlights.map(({ start, end }) => passage.text.slice(start, end))).toEqual(['Backups', 'kept']);
    await until(async () =>
      expect(await getKnowledgeBase(pm, knowledgeBaseId)).toMatchObject({ documentCount: 1, chunkCount: 2 }),
    );
  });

  it('says so where its documents hold no evidence', async () => {
    const { knowledgeBaseId } = await baseWith(policy);
    expect(await searchIn(pm, knowledgeBaseId, 'Who audits the pension fund?')).toMatchObject({
      hasEvidence: false,
      passages: [],
      message: expect.stringContaining('No evidence') as unknown,
    });
  });

  it('holds a document once, however often it is added, and none that is removed', async () => {
    const { knowledgeBaseId, documentId } = await baseWith(policy);
    expect(await ask(pm, added, addDocument, { knowledgeBaseId, documentId })).toMatchObject({ status: 'INDEXED' });
    expect(await listSources(pm, knowledgeBaseId)).toHaveLength(1);
    await ask(pm, z.object({ documentId: z.string() }), removeDocument, { knowledgeBaseId, documentId });
    expect((await searchIn(pm, knowledgeBaseId, 'How long are backups kept?')).passages).toEqual([]);
    expect(await refusalOf(pm, removeDocument, { knowledgeBaseId, documentId })).toMatchObject({
      errorType: 'NotFound',
    });
  });

  it('never cites a document that was deleted', async () => {
    const { knowledgeBaseId, documentId } = await baseWith(policy);
    expect((await searchIn(pm, knowledgeBaseId, 'backups')).passages).toHaveLength(1);
    const deletion = 'mutation($id: ID!) { deleteDocument(input: { id: $id }) { id organization } }';
    await ask(pm, z.object({ id: z.string() }), deletion, { id: documentId });
    expect((await searchIn(pm, knowledgeBaseId, 'backups')).passages).toEqual([]);
    await until(async () => expect(await listSources(pm, knowledgeBaseId)).toEqual([]));
  });

  it('takes its memberships with it', async () => {
    const { knowledgeBaseId } = await baseWith(policy);
    const deletion = 'mutation($id: ID!) { deleteKnowledgeBase(input: { id: $id }) { id organization } }';
    await ask(pm, z.object({ id: z.string() }), deletion, { id: knowledgeBaseId });
    await until(async () => expect(await listSources(pm, knowledgeBaseId)).toEqual([]));
    expect(await refusalOf(pm, search, { knowledgeBaseId, query: 'backups' })).toMatchObject({ errorType: 'NotFound' });
  });
});

describe('a text that has changed', () => {
  const changed = ['Backups are kept for one year.'];

  it('is found after a synchronization by hand, and not before', async () => {
    const { knowledgeBaseId, documentId } = await baseWith(policy);
    await putText({ organization: 'demo', projectId, id: documentId }, changed);
    expect((await searchIn(pm, knowledgeBaseId, 'How long are backups kept?')).passages[0]?.text).toBe(policy[0]);
    await ask(pm, z.object({ status: z.literal('SYNCING') }), syncBase, { knowledgeBaseId });
    await until(async () =>
      expect(await getKnowledgeBase(pm, knowledgeBaseId)).toMatchObject({ status: 'READY', chunkCount: 1 }),
    );
    expect((await searchIn(pm, knowledgeBaseId, 'How long are backups kept?')).passages[0]?.text).toBe(changed[0]);
  });

  it('is found after the clock has had it synchronized', async () => {
    const { knowledgeBaseId, documentId } = await baseWith(policy);
    await putText({ organization: 'demo', projectId, id: documentId }, changed);
    const FunctionName = outputs.custom.functionNames.knowledgeIndexer;
    await new LambdaClient(administrator).send(new InvokeCommand({ FunctionName, Payload: '{}' }));
    expect((await getKnowledgeBase(pm, knowledgeBaseId)).syncedAt).not.toBeNull();
    expect((await searchIn(pm, knowledgeBaseId, 'How long are backups kept?')).passages[0]?.text).toBe(changed[0]);
  });
});

describe('what may be added', () => {
  it.each([
    ['is not processed yet', { status: 'PROCESSING' }, 'DOCUMENT_NOT_PROCESSED'],
    ['was rejected', { status: 'REJECTED' }, 'DOCUMENT_REJECTED'],
    ['is a source', { kind: 'SOURCE' }, 'NOT_A_DOCUMENT'],
  ])('is no document that %s', async (_, more, code) => {
    const knowledgeBaseId = await newKnowledgeBase(pm, 'demo', 'Picky');
    const documentId = await plantDocument({ organization: 'demo', projectId }, policy, more);
    expect(await refusalOf(pm, addDocument, { knowledgeBaseId, documentId })).toMatchObject({
      errorType: 'ValidationError',
      errorInfo: { code, field: 'documentId' },
    });
  });

  it('is no document of another organization, which is answered like one that does not exist', async () => {
    const knowledgeBaseId = await newKnowledgeBase(pm, 'demo', 'Own');
    const foreign = await plantDocument({ organization: 'other', projectId: 'elsewhere' }, policy);
    const [one, other] = await Promise.all(
      [foreign, 'there-is-none'].map((documentId) => refusalOf(pm, addDocument, { knowledgeBaseId, documentId })),
    );
    expect(one).toMatchObject({ errorType: 'NotFound' });
    expect({ ...one, errorInfo: { ...one?.errorInfo, requestId: '' } }).toEqual({
      ...other,
      errorInfo: { ...other?.errorInfo, requestId: '' },
    });
  });
});

describe('another organization', () => {
  it('can neither ask, nor change, nor synchronize, and learns nothing', async () => {
    const { knowledgeBaseId, documentId } = await baseWith(policy);
    for (const [query, variables] of [
      [search, { knowledgeBaseId, query: 'backups' }],
      [addDocument, { knowledgeBaseId, documentId }],
      [removeDocument, { knowledgeBaseId, documentId }],
      [syncBase, { knowledgeBaseId }],
    ] as const) {
      expect(await refusalOf(stranger, query, variables)).toMatchObject({
        errorType: 'NotFound',
        errorInfo: { code: 'KNOWLEDGE_BASE_NOT_FOUND' },
      });
    }
  });
});

describe('what people write of a knowledge base', () => {
  const create = `mutation($input: CreateKnowledgeBaseInput!) {
    createKnowledgeBase(input: $input) { id organization provider schedule status }
  }`;
  const input = { organization: 'demo', name: 'Mine' };

  it.each([
    ['name', { name: ' ' }, 'ValidationError'],
    ['name', { name: 'x'.repeat(201) }, 'ValidationError'],
    ['status', { status: 'READY' }, 'ValidationError'],
    ['provider', { provider: 'BEDROCK' }, 'Unauthorized'],
    ['config', { config: '{"knowledgeBaseId":"ANOTHERONE"}' }, 'Unauthorized'],
  ])('is refused naming %s: %j', async (field, more, errorType) => {
    expect(await refusalOf(pm, create, { input: { ...input, ...more } })).toMatchObject({
      errorType,
      errorInfo: { field },
    });
  });

  it('begins synchronized daily, in our own index', async () => {
    const shape = z.object({ provider: z.literal('LOCAL'), schedule: z.literal('DAILY'), status: z.literal('READY') });
    await ask(pm, shape, create, { input });
  });

  it.each([
    ['query', { query: '  ' }],
    ['query', { query: 'x'.repeat(1001) }],
    ['limit', { query: 'x', limit: 0 }],
    ['limit', { query: 'x', limit: 51 }],
  ])('or ask of it is refused naming %s: %j', async (field, variables) => {
    const knowledgeBaseId = await newKnowledgeBase(pm, 'demo', 'Asked');
    expect(await refusalOf(pm, search, { knowledgeBaseId, ...variables })).toMatchObject({
      errorType: 'ValidationError',
      errorInfo: { field },
    });
  });
});
