import { expect, it } from 'vitest';
import { workOfEvent, workOfStream } from './read-event.ts';

const tables = { documents: 'Document-x', knowledgeBases: 'KnowledgeBase-x', sources: 'KnowledgeSource-x' };
const S = (text: string) => ({ S: text });

function record(table: string, eventName: string, images: { now?: object; before?: object }) {
  return {
    ...{ eventName, eventSourceARN: `arn:aws:dynamodb:us-east-1:1:table/${table}/stream/2026` },
    dynamodb: {
      SequenceNumber: '7',
      ...(images.now ? { NewImage: images.now } : {}),
      ...(images.before ? { OldImage: images.before } : {}),
    },
  };
}
const workOf = (...records: object[]) => workOfStream({ Records: records }, tables)?.map(({ work }) => work);

it.each([
  [
    'a document that is deleted is forgotten',
    record(tables.documents, 'REMOVE', { before: { id: S('d') } }),
    { kind: 'forget-document', documentId: 'd' },
  ],
  [
    'a knowledge base that is deleted is forgotten',
    record(tables.knowledgeBases, 'REMOVE', { before: { id: S('k') } }),
    { kind: 'forget-knowledge-base', knowledgeBaseId: 'k' },
  ],
  [
    'a knowledge base that is to be synchronized is',
    record(tables.knowledgeBases, 'MODIFY', { now: { id: S('k'), status: S('SYNCING') } }),
    { kind: 'sync', knowledgeBaseId: 'k' },
  ],
  [
    'a document that was added is indexed',
    record(tables.sources, 'INSERT', { now: { knowledgeBaseId: S('k'), documentId: S('d'), status: S('PENDING') } }),
    { kind: 'pending', knowledgeBaseId: 'k', documentId: 'd' },
  ],
])('%s', (_, change, work) => {
  expect(workOf(change)).toEqual([work]);
});

it('what the indexer itself has written is no work', () => {
  const indexed = { knowledgeBaseId: S('k'), documentId: S('d'), status: S('INDEXED') };
  expect(workOf(record(tables.sources, 'MODIFY', { now: indexed }))).toEqual([]);
  expect(workOf(record(tables.knowledgeBases, 'MODIFY', { now: { id: S('k'), status: S('READY') } }))).toEqual([]);
  expect(workOf(record('Other-x', 'REMOVE', { before: { id: S('d') } }))).toEqual([]);
});

it('a schedule is neither a change nor news of a document', () => {
  for (const event of [{}, { version: '0', 'detail-type': 'Scheduled Event' }]) {
    expect(workOfStream(event, tables)).toBeUndefined();
    expect(workOfEvent(event)).toBeUndefined();
  }
});
