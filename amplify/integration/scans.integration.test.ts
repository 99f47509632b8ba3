import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { craftPdf } from '#lib/documents/testing/pdf-files';
import { documentFolder, extractedDocumentSchema } from '#lib/domain/document/extracted';
import { eventually } from './conversation.ts';
import { downloadLink, getDocument, processed, upload } from './documents.ts';
import { addDocument, listSources, newKnowledgeBase, searchIn } from './knowledge.ts';
import { administrator, ask, graphql, newProject, outputs, type Person, personOf } from './people.ts';
import { moveClock } from './tokens.ts';

const lambda = new LambdaClient(administrator);
const s3 = new S3Client(administrator);
const { documentProcessor } = outputs.custom.functionNames;

let pm: Person;
let projectId: string;
beforeAll(async () => {
  pm = await personOf('pm@demo.test');
  projectId = await newProject(pm, 'demo', 'Scans');
});
afterEach(() => moveClock(0));

/** What Data Automation makes of scans from now on. */
async function script(...replies: object[]): Promise<void> {
  const body = JSON.stringify({ replies });
  const response = await fetch(`${administrator.endpoint}/_offline/data-automation-script`, { method: 'PUT', body });
  if (!response.ok) throw new Error(`The script was refused: ${await response.text()}`);
}

const uploadScan = (fileName = 'lease.pdf') =>
  upload(pm, { projectId, fileName, contentType: 'application/pdf', bytes: craftPdf({ content: '' }) });

const inState = (id: string, status: string) =>
  eventually(`document ${id} to be ${status}`, async () => (await getDocument(pm, id))?.status === status || undefined);

async function keysOf(id: string): Promise<string[]> {
  const Prefix = documentFolder({ organization: 'demo', projectId, id });
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: outputs.custom.bucketName, Prefix }));
  return Contents.map(({ Key = '' }) => Key.slice(Prefix.length));
}

const added = z.object({ documentId: z.string() });
const pages = ['# Lease\n\nThe tenant pays rent.', 'The notice period is eleven weeks for both parties.'];

describe('a scan without text', () => {
  it('is read by Data Automation and found in a search with its page', async () => {
    await script({ pages });
    const id = await uploadScan();
    expect(await processed(pm, id)).toMatchObject({
      ...{ status: 'PROCESSED', format: 'pdf', pages: 2, blocks: 3, reason: null },
      warnings: ['The text was recognized from pictures: letters and numbers may be wrong.'],
    });
    const link = await downloadLink(pm, id, 'text');
    const { blocks } = extractedDocumentSchema.parse(await (await fetch(link.url)).json());
    expect(blocks.map(({ position }) => position.page)).toEqual([1, 1, 2]);

    const knowledgeBaseId = await newKnowledgeBase(pm, 'demo', 'Leases');
    await ask(pm, added, addDocument, { knowledgeBaseId, documentId: id });
    await vi.waitFor(
      async () => expect(await listSources(pm, knowledgeBaseId)).toMatchObject([{ status: 'INDEXED' }]),
      { timeout: 60_000, interval: 200 },
    );
    const answer = await searchIn(pm, knowledgeBaseId, 'How long is the notice period?');
    expect(answer).toMatchObject({ hasEvidence: true, passages: [{ documentId: id, page: 2, text: pages[1] }] });
  });

  it('whose job ends without anybody told is asked after', async () => {
    await script({ pages, delayMs: 90_000, isSilent: true });
    const id = await uploadScan('silent.pdf');
    await inState(id, 'RECOGNIZING');
    await eventually(
      'its job to be begun',
      async () => (await keysOf(id)).includes('recognition/scan.pdf') || undefined,
    );
    let minutes = 0;
    await eventually('it to be asked after', async () => {
      minutes += 2;
      await moveClock(minutes * 60_000);
      return (await getDocument(pm, id))?.status === 'PROCESSED' || undefined;
    });
    // The copy that was read is not kept.
    expect(await keysOf(id)).toEqual(expect.not.arrayContaining(['recognition/scan.pdf']));
  });

  it('that cannot be recognized is rejected with the reason', async () => {
    await script({ error: { type: 'ClientError', message: 'The file has more than 20 pages' } });
    expect(await processed(pm, await uploadScan())).toMatchObject({
      ...{ status: 'REJECTED', reasonCode: 'RECOGNITION_FAILED' },
      reason: expect.stringContaining('could not read it: The file has more than 20 pages.') as unknown,
    });
    await script({ results: [{ pages: 'none' }] });
    expect(await processed(pm, await uploadScan())).toMatchObject({ reasonCode: 'RECOGNITION_FAILED' });
    await script({ pages: [' '] });
    expect(await processed(pm, await uploadScan())).toMatchObject({ reasonCode: 'NO_TEXT' });
    await script({ error: { type: 'ServiceError', message: 'overheated' }, times: 2 }, { pages });
    expect(await processed(pm, await uploadScan())).toMatchObject({ status: 'PROCESSED' });
  });

  it('that is deleted while it is read leaves nothing behind', async () => {
    await script({ pages, delayMs: 60_000 });
    const id = await uploadScan('gone.pdf');
    await eventually(
      'its job to be begun',
      async () => (await keysOf(id)).includes('recognition/scan.pdf') || undefined,
    );
    const deletion = 'mutation($id: ID!) { deleteDocument(input: { id: $id }) { id organization projectId } }';
    expect((await graphql(pm, deletion, { id })).errors).toBeUndefined();
    await eventually('its files to be gone', async () => (await keysOf(id)).length === 0 || undefined);
    await moveClock(61_000);
    await eventually('what its job wrote to be gone', async () => {
      const response = await fetch(`${administrator.endpoint}/_offline/data-automation-script`);
      const [reply] = z
        .object({ replies: z.array(z.object({ answered: z.number() })) })
        .parse(await response.json()).replies;
      return (reply?.answered === 1 && (await keysOf(id)).length === 0) || undefined;
    });
    expect(await getDocument(pm, id)).toBeNull();
  });

  it('is told as such where the deployment has no Data Automation', async () => {
    const FunctionName = documentProcessor;
    const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const { RECOGNITION_QUEUE_URL: _, ...Variables } = Environment?.Variables ?? {};
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
    try {
      expect(await processed(pm, await uploadScan())).toMatchObject({
        ...{ status: 'REJECTED', reasonCode: 'NO_TEXT' },
        reason: expect.stringContaining('Recognize its text first') as unknown,
      });
    } finally {
      const all = { Variables: Environment?.Variables ?? {} };
      await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: all }));
    }
  });
});
