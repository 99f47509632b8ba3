import { expect, it } from 'vitest';
import { documentsRead } from './documents-read/run.ts';
import { createToolWorld, toolDocument } from './testing.ts';

const text = JSON.stringify({
  ...{ schemaVersion: 1, format: 'pdf', title: 'Service levels', language: 'en', metadata: {}, pages: 3 },
  blocks: Array.from({ length: 3 }, (_, index) => ({
    ...{ kind: 'paragraph', text: `Paragraph ${index}` },
    position: { page: index + 1 },
  })),
  ...{ outline: [], warnings: [] },
});
const files = { 'documents/demo/p1/d1/text.json': text };
const document = toolDocument({ name: 'levels.pdf', kind: 'DOCUMENT' });

it('gives a document’s blocks with their pages, part by part', async () => {
  const { context } = createToolWorld({ documents: [document], files });
  const first = await documentsRead.call({ documentId: 'd1', limit: 2 }, context);
  expect(first).toMatchObject({
    document: { id: 'd1', name: 'levels.pdf', format: 'pdf', title: 'Service levels', pages: 3 },
    ...{ from: 0, next: 2 },
    blocks: [{ text: 'Paragraph 0', position: { page: 1 } }, { text: 'Paragraph 1' }],
  });
  expect(await documentsRead.call({ documentId: 'd1', from: 2 }, context)).toMatchObject({
    blocks: [{ text: 'Paragraph 2' }],
    next: null,
  });
});

it('gives nothing of another organization, and of no source', async () => {
  const theirs = createToolWorld({ documents: [{ ...document, organization: 'other' }], files });
  const reason = 'DOCUMENT_NOT_FOUND';
  await expect(documentsRead.call({ documentId: 'd1' }, theirs.context)).rejects.toMatchObject({ reason });
  const source = createToolWorld({ documents: [toolDocument()] });
  await expect(documentsRead.call({ documentId: 'd1' }, source.context)).rejects.toMatchObject({
    reason: 'NOT_A_DOCUMENT',
  });
});

it('says that a document is not processed yet', async () => {
  const { context } = createToolWorld({ documents: [{ ...document, status: 'PROCESSING' }] });
  await expect(documentsRead.call({ documentId: 'd1' }, context)).rejects.toMatchObject({
    reason: 'DOCUMENT_NOT_PROCESSED',
  });
});
