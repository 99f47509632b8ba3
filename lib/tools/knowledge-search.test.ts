import { expect, it } from 'vitest';
import { segmentOf } from '#lib/knowledge/index/segment';
import { knowledgeSearch } from './knowledge-search/run.ts';
import { createToolWorld, toolDocument } from './testing.ts';

const segment = segmentOf(
  'd1',
  {
    ...{
      schemaVersion: 1,
      format: 'pdf',
      title: null,
      language: 'en',
      metadata: {},
      pages: 2,
      outline: [],
      warnings: [],
    },
    blocks: [{ kind: 'paragraph', text: 'Backups are kept for thirty-five days.', position: { page: 2 } }],
  },
  'v1',
);
const files = { 'documents/demo/p1/d1/chunks.json': JSON.stringify(segment) };
const document = toolDocument({ name: 'policy.pdf', kind: 'DOCUMENT' });
const query = 'How long are backups kept?';

it('gives the passages that answer, each with its place', async () => {
  const { context } = createToolWorld({ knowledge: { '': [document], kb: [document] }, files });
  const found = { documentId: 'd1', documentName: 'policy.pdf', position: { page: 2 } };
  expect(await knowledgeSearch.call({ query }, context)).toMatchObject({ passages: [found] });
  expect(await knowledgeSearch.call({ query, knowledgeBaseId: 'kb' }, context)).toMatchObject({ passages: [found] });
  expect(await knowledgeSearch.call({ query: 'Who audits the pension fund?' }, context)).toEqual({ passages: [] });
});

it('gives nothing of another organization, of sources, or of what is not processed', async () => {
  for (const more of [{ organization: 'other' }, { kind: 'SOURCE' }, { status: 'PROCESSING' }] as const) {
    const { context } = createToolWorld({ knowledge: { '': [{ ...document, ...more }] }, files });
    expect(await knowledgeSearch.call({ query }, context)).toEqual({ passages: [] });
  }
});

it('refuses a knowledge base that the organization does not have', async () => {
  const { context } = createToolWorld({ files });
  const asked = knowledgeSearch.call({ query, knowledgeBaseId: 'theirs' }, context);
  await expect(asked).rejects.toMatchObject({ reason: 'KNOWLEDGE_BASE_NOT_FOUND' });
});
