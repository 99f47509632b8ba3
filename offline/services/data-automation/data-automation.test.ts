import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BusEvent } from '../../kernel/ports.ts';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { s3 } from '../s3/index.ts';
import { sendSigned } from '../s3/testing.ts';
import { dataAutomation } from './index.ts';

let services: StartedServices;
let told: BusEvent[];
let files: S3Client;

async function start(folder?: string): Promise<void> {
  const events = { put: (more: readonly BusEvent[]) => more.map((event) => ({ eventId: String(told.push(event)) })) };
  services = await startServices([s3, dataAutomation], { ports: { events }, ...(folder ? { folder } : {}) });
  files = new S3Client({ ...services.client, forcePathStyle: true });
}

beforeEach(async () => {
  told = [];
  await start();
  await files.send(new CreateBucketCommand({ Bucket: 'files' }));
  await files.send(new PutObjectCommand({ Bucket: 'files', Key: 'in/scan.pdf', Body: '%PDF' }));
});
afterEach(() => services.stop());

const script = async (...replies: object[]) => {
  const body = JSON.stringify({ replies });
  return (await fetch(`${services.endpoint}/_offline/data-automation-script`, { method: 'PUT', body })).status;
};

/** There is no stock client here: the request as its model has it. */
async function send(operation: string, input: object): Promise<Record<string, unknown>> {
  const response = await sendSigned(services.endpoint, {
    ...{ method: 'POST', path: '/', service: 'bedrock' },
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AmazonBedrockKeystoneRuntimeService.${operation}`,
    },
    body: JSON.stringify(input),
  });
  return { http: response.status, ...((await response.json()) as object) };
}

const request = {
  inputConfiguration: { s3Uri: 's3://files/in/scan.pdf' },
  outputConfiguration: { s3Uri: 's3://files/out' },
  dataAutomationProfileArn: 'arn:aws:bedrock:us-east-1:123456789012:data-automation-profile/us.data-automation-v1',
  dataAutomationConfiguration: {
    dataAutomationProjectArn: 'arn:aws:bedrock:us-east-1:aws:data-automation-project/public-default',
  },
  notificationConfiguration: { eventBridgeConfiguration: { eventBridgeEnabled: true } },
};
const invoke = (more: object = {}) => send('InvokeDataAutomationAsync', { ...request, ...more });
const status = (invocationArn: unknown) => send('GetDataAutomationStatus', { invocationArn });

/** Timers fire in the background of the clock. */
async function over(invocationArn: unknown): Promise<Record<string, unknown>> {
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await status(invocationArn);
    if (answer.status !== 'Created' && answer.status !== 'InProgress') return answer;
    await new Promise(setImmediate);
  }
  throw new Error('The job does not end.');
}

const read = async (Key: string): Promise<unknown> => {
  const { Body } = await files.send(new GetObjectCommand({ Bucket: 'files', Key }));
  return JSON.parse((await Body?.transformToString()) ?? '');
};

describe('a job of Data Automation', () => {
  it('writes what the script says as the service does, and tells of its end', async () => {
    expect(await script({ when: 'scan.pdf', pages: ['# Contract\n\nFirst page.', 'Second page.'] })).toBe(204);
    const { invocationArn } = await invoke({ clientToken: 'a-1' });
    expect(invocationArn).toMatch(/^arn:aws:bedrock:us-east-1:123456789012:data-automation-invocation\/[0-9a-f-]{36}$/);
    const id = String(invocationArn).split('/').at(-1) ?? '';
    const answer = await over(invocationArn);
    expect(answer).toMatchObject({
      status: 'Success',
      outputConfiguration: { s3Uri: `s3://files/out/${id}/job_metadata.json` },
    });
    const segment = `out/${id}/0/standard_output/0/result.json`;
    const { Contents = [] } = await files.send(new ListObjectsV2Command({ Bucket: 'files', Prefix: 'out/' }));
    expect(Contents.map(({ Key }) => Key)).toEqual([
      `out/${id}/0/.s3_access_check`,
      segment,
      `out/${id}/job_metadata.json`,
    ]);
    expect(await read(`out/${id}/job_metadata.json`)).toMatchObject({
      job_id: id,
      output_metadata: [{ segment_metadata: [{ standard_output_path: `s3://files/${segment}` }] }],
    });
    expect(await read(segment)).toMatchObject({
      metadata: { semantic_modality: 'DOCUMENT', number_of_pages: 2, start_page_index: 0, end_page_index: 1 },
      document: { representation: { markdown: '# Contract\n\nFirst page.\n\nSecond page.' } },
      pages: [{ page_index: 0 }, { page_index: 1, representation: { markdown: 'Second page.' } }],
    });
    expect(told.map(({ source, detailType }) => `${source}: ${detailType}`)).toEqual([
      'aws.bedrock: Bedrock Data Automation Job Created',
      'aws.bedrock: Bedrock Data Automation Job Succeeded',
    ]);
    expect(JSON.parse(told[1]?.detail ?? '')).toEqual({
      job_id: id,
      job_status: 'SUCCESS',
      semantic_modality: 'Document',
      input_s3_object: { s3_bucket: 'files', name: 'in/scan.pdf' },
      output_s3_location: { s3_bucket: 'files', name: `out/${id}/job_metadata.json` },
      error_message: '',
    });
  });

  it('is begun once for a token, and not at all for another request with it', async () => {
    await script({ pages: ['text'] });
    const first = await invoke({ clientToken: 'b-1' });
    expect(await invoke({ clientToken: 'b-1' })).toEqual(first);
    expect(await invoke({ clientToken: 'b-1', outputConfiguration: { s3Uri: 's3://files/else' } })).toMatchObject({
      http: 400,
      __type: 'ValidationException',
    });
    expect((await invoke()).invocationArn).not.toBe(first.invocationArn);
  });

  it('takes its time, also over a restart', async () => {
    await script({ pages: ['text'], delayMs: 60_000 });
    const { invocationArn } = await invoke();
    expect(await status(invocationArn)).toMatchObject({ http: 200, status: 'Created' });
    const { folder } = services;
    await services.stop({ keep: true });
    await start(folder);
    expect(await status(invocationArn)).toMatchObject({ status: 'Created' });
    services.clock.setOffset(services.clock.offsetMs + 60_000);
    expect(await over(invocationArn)).toMatchObject({ status: 'Success', jobDurationInSeconds: 60 });
  });

  it('fails as the script says, and where there is none says so', async () => {
    const ended = async () => over((await invoke()).invocationArn);
    const unscripted = await ended();
    expect(unscripted.status).toBe('ClientError');
    expect(unscripted.errorMessage).toContain('data-automation-script');
    await script({ error: { type: 'ServiceError', message: 'overheated' }, isSilent: true });
    told = [];
    expect(await ended()).toMatchObject({ status: 'ServiceError', errorMessage: 'overheated' });
    expect(told).toEqual([]);
    await script({ pages: ['never'] });
    const { invocationArn } = await invoke({ inputConfiguration: { s3Uri: 's3://files/in/nothing.pdf' } });
    expect(await over(invocationArn)).toMatchObject({ status: 'ClientError' });
    await script({ refusal: { name: 'ThrottlingException', message: 'slow down' } });
    expect(await invoke()).toMatchObject({ http: 400, __type: 'ThrottlingException', message: 'slow down' });
  });

  it('is refused where its request is none', async () => {
    expect(await invoke({ dataAutomationProfileArn: 'mine' })).toMatchObject({ __type: 'ValidationException' });
    expect(await invoke({ inputConfiguration: { s3Uri: '/etc/passwd' } })).toMatchObject({
      __type: 'ValidationException',
    });
    const arn = 'arn:aws:bedrock:us-east-1:123456789012:data-automation-invocation/none';
    expect(await status(arn)).toMatchObject({ __type: 'ResourceNotFoundException' });
    expect(await send('InvokeDataAutomation', request)).toMatchObject({ __type: 'UnknownOperationException' });
    expect(await script({ pages: 'not a list' })).toBe(400);
  });
});
