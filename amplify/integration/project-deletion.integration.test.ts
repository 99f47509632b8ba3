import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { keptOfProjects } from '../functions/project-cleaner/belongings.ts';
import { eventually } from './conversation.ts';
import { processed, upload } from './documents.ts';
import { addDocument, listSources, newKnowledgeBase, searchIn } from './knowledge.ts';
import { administrator, ask, graphql, newProject, outputs, type Person, personOf } from './people.ts';
import { completeRecords, plant, recordsOf } from './records.ts';

const s3 = new S3Client(administrator);
const Bucket = outputs.custom.bucketName;

let pm: Person;
beforeAll(async () => {
  pm = await personOf('pm@demo.test');
});

/** A project with one record of each model and a file, past the API. */
async function plantProject(): Promise<string> {
  const id = crypto.randomUUID();
  for (const [model, record] of Object.entries(completeRecords('demo', id))) {
    if (model !== 'Organization' && model !== 'Agent') await plant(model, record);
  }
  await s3.send(new PutObjectCommand({ Bucket, Key: `artifacts/demo/${id}/report.txt`, Body: 'a report' }));
  return id;
}

async function leftOf(projectId: string): Promise<string[]> {
  const left: string[] = [];
  for (const model of Object.keys(completeRecords('demo', projectId))) {
    const records = await recordsOf(model);
    if (records.some((record) => record.projectId === projectId)) left.push(model);
  }
  for (const folder of ['artifacts', 'documents', 'uploads']) {
    const { KeyCount = 0 } = await s3.send(
      new ListObjectsV2Command({ Bucket, Prefix: `${folder}/demo/${projectId}/` }),
    );
    if (KeyCount > 0) left.push(folder);
  }
  return left;
}

const deletion = 'mutation($id: ID!) { deleteProject(input: { id: $id }) { id organization } }';
const added = z.object({ documentId: z.string() });

it('a project that is deleted takes everything with it, and nothing of another', async () => {
  const [going, staying] = [await plantProject(), await plantProject()];
  const before = await leftOf(staying);
  expect((await graphql(pm, deletion, { id: going })).errors).toBeUndefined();
  // The indexer hears of the document by its own stream, and takes it out of the knowledge base.
  const kept = Object.keys(keptOfProjects).filter((model) => model !== 'KnowledgeSource' && before.includes(model));
  await eventually('everything to be gone', async () => {
    const left = await leftOf(going);
    return left.every((model) => kept.includes(model)) || undefined;
  });
  expect((await leftOf(going)).toSorted()).toEqual(kept.toSorted());
  expect(await leftOf(staying)).toEqual(before);
});

it('of a deleted project nothing is found any more', async () => {
  const projectId = await newProject(pm, 'demo', 'Soon gone');
  const bytes = new TextEncoder().encode('The quarterly audit happens in the second week of a quarter.\n');
  const documentId = await upload(pm, { projectId, fileName: 'audit.txt', contentType: 'text/plain', bytes });
  await processed(pm, documentId);
  const knowledgeBaseId = await newKnowledgeBase(pm, 'demo', 'Audits');
  await ask(pm, added, addDocument, { knowledgeBaseId, documentId });
  await vi.waitFor(async () => expect(await listSources(pm, knowledgeBaseId)).toMatchObject([{ status: 'INDEXED' }]), {
    timeout: 60_000,
    interval: 200,
  });
  expect(await searchIn(pm, knowledgeBaseId, 'When is the audit?')).toMatchObject({ hasEvidence: true });
  expect((await graphql(pm, deletion, { id: projectId })).errors).toBeUndefined();
  await eventually('it to be out of the knowledge base', async () =>
    (await listSources(pm, knowledgeBaseId)).length === 0 ? true : undefined,
  );
  expect(await searchIn(pm, knowledgeBaseId, 'When is the audit?')).toMatchObject({ hasEvidence: false });
});

it('a project of the same id, another organization’s or made since, keeps what it has', async () => {
  const id = await plantProject();
  const [theirs, later] = [completeRecords('other', id).Artifact, completeRecords('demo', id).Artifact];
  const ids = [crypto.randomUUID(), crypto.randomUUID()];
  await plant('Artifact', { ...theirs, id: ids[0] });
  await plant('Artifact', { ...later, id: ids[1], createdAt: '2199-01-01T00:00:00.000Z' });
  expect((await graphql(pm, deletion, { id })).errors).toBeUndefined();
  const left = async () => (await recordsOf('Artifact')).filter(({ projectId }) => projectId === id);
  await eventually('what was its own to be gone', async () => ((await left()).length <= 2 ? true : undefined));
  expect((await left()).map((record) => record.id).toSorted()).toEqual(ids.toSorted());
});
