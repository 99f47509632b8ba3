import { beforeEach, describe, expect, it } from 'vitest';
import { recognitionPatienceMs } from '#lib/domain/document/recognition';
import type { FactoryEvent } from '#lib/domain/events/registry';
import type { DocumentRecord } from '#lib/repositories/document';
import type { JobBegin, JobRequest, JobStanding } from '#lib/runtime/data-automation';
import { advanceRecognition } from './advance-recognition.ts';
import type { RecognizerPorts } from './ports.ts';

const place = { id: 'd1', organization: 'demo', projectId: 'p1' };
const recognition = { attempt: 1, since: '2026-01-01T00:00:00.000Z' };
const scan: DocumentRecord = {
  ...{ ...place, name: 'scan.pdf', contentType: 'application/pdf', size: 3, attempts: 0, etag: '"e"' },
  ...{ status: 'RECOGNIZING', recognition },
};
const folder = 'documents/demo/p1/d1/recognition/';
const job = 's3://bucket/documents/demo/p1/d1/recognition/1/job';
const metadata = (...paths: string[]) =>
  JSON.stringify({ output_metadata: [{ segment_metadata: paths.map((path) => ({ standard_output_path: path })) }] });

let stored: DocumentRecord | undefined;
let files: Map<string, string>;
let begun: JobRequest[];
let answer: JobBegin;
let standing: JobStanding | Error;
let later: string[];
let published: FactoryEvent[];
let now: number;

const ports: RecognizerPorts = {
  documents: {
    get: () => Promise.resolve(stored),
    updateFrom: (read, { metadata: _, ...update }) => {
      const isSame = stored?.status === read.status && (stored.attempts ?? 0) === (read.attempts ?? 0);
      if (isSame && stored) stored = { ...stored, ...update };
      return Promise.resolve(isSame ? stored : undefined);
    },
  },
  jobs: {
    begin: (request) => {
      begun.push(request);
      return Promise.resolve(answer);
    },
    standing: () => (standing instanceof Error ? Promise.reject(standing) : Promise.resolve(standing)),
  },
  files: {
    address: (key) => `s3://bucket/${key}`,
    copyPdf: ({ to, etag }) => Promise.resolve(void files.set(to, `copy of ${etag}`)),
    read: (key) => Promise.resolve(files.get(key)),
    remove: (key) => Promise.resolve(void files.delete(key)),
    removeAll: (prefix) => {
      for (const key of [...files.keys()]) if (key.startsWith(prefix)) files.delete(key);
      return Promise.resolve();
    },
  },
  later: (_, seconds, arn) => Promise.resolve(void later.push(`${seconds} ${arn ?? '-'}`)),
  publish: (events) => Promise.resolve(void published.push(...events)),
  now: () => new Date(now),
  logger: { warn: () => undefined },
};
const advance = (arn?: string) => advanceRecognition(place, ports, arn);
const underWay = () => {
  stored = { ...scan, recognition: { ...recognition, invocationArn: 'arn:1' } };
};

beforeEach(() => {
  stored = scan;
  files = new Map([[`${folder}1/job/job_metadata.json`, metadata(`${job}/0/standard_output/0/result.json`)]]);
  begun = [];
  answer = { ok: true, invocationArn: 'arn:1' };
  standing = { kind: 'working' };
  later = [];
  published = [];
  now = Date.parse(recognition.since);
});

describe('the recognition of a scan', () => {
  it('begins one job for an attempt, and has it looked after', async () => {
    expect(await advance()).toBe('begun');
    expect(begun).toEqual([
      { input: `s3://bucket/${folder}scan.pdf`, output: `s3://bucket/${folder}1`, clientToken: 'd1-1' },
    ]);
    expect(files.get(`${folder}scan.pdf`)).toBe('copy of "e"');
    expect(stored).toMatchObject({ status: 'RECOGNIZING', recognition: { invocationArn: 'arn:1' } });
    expect(later).toEqual(['60 arn:1']);
    expect(await advance()).toBe('waiting');
    expect(begun).toHaveLength(1);
  });

  it('hands the results on once, whoever tells and however often', async () => {
    underWay();
    standing = { kind: 'succeeded', metadataUri: `${job}/job_metadata.json` };
    expect(await advance()).toBe('concluded');
    const results = [`${folder}1/job/0/standard_output/0/result.json`];
    expect(stored).toMatchObject({ status: 'PROCESSING', attempts: 0, recognition: { results } });
    expect(published.map(({ name }) => name)).toEqual(['document.recognized']);
    // Told again before it is read on: whoever was to be told may not have heard.
    expect(await advance()).toBe('nothing');
    expect(published.map(({ detail }) => detail.idempotencyKey)).toEqual([
      'document.recognized/d1',
      'document.recognized/d1',
    ]);
    stored = { ...scan, ...stored, attempts: 1 };
    expect(await advance()).toBe('nothing');
    expect(published).toHaveLength(2);
  });

  it('asks ever less often, and gives up in the end', async () => {
    underWay();
    for (const minutes of [0, 2, 30]) {
      now = Date.parse(recognition.since) + minutes * 60_000;
      expect(await advance()).toBe('waiting');
    }
    expect(later).toEqual(['60 arn:1', '120 arn:1', '900 arn:1']);
    now = Date.parse(recognition.since) + recognitionPatienceMs + 1;
    expect(await advance()).toBe('concluded');
    expect(stored?.recognition?.failure).toMatch(/not recognized within 6 hours/);
  });

  it('waits for an answer of who may not ask, and gives up in the end', async () => {
    underWay();
    standing = new Error('GetDataAutomationStatus failed: not authorized');
    now += 3_600_000;
    expect(await advance()).toBe('waiting');
    expect(later).toEqual(['900 arn:1']);
    expect(stored).toMatchObject({ status: 'RECOGNIZING', recognition: { invocationArn: 'arn:1' } });
    now = Date.parse(recognition.since) + recognitionPatienceMs + 1;
    expect(await advance()).toBe('concluded');
    expect(stored?.recognition?.failure).toMatch(/not recognized within 6 hours/);
    expect(published.map(({ name }) => name)).toEqual(['document.recognized']);
  });
});

describe('a job that is not taken', () => {
  it('is asked for again later where that may help', async () => {
    answer = { ok: false, isPassing: true, name: 'ThrottlingException', message: 'slow down' };
    expect(await advance()).toBe('waiting');
    expect(later).toEqual(['60 -']);
    expect(stored).toMatchObject({ status: 'RECOGNIZING', recognition });
  });

  it('ends the recognition where it does not, without telling people of roles', async () => {
    answer = { ok: false, isPassing: false, name: 'AccessDeniedException', message: 'User: arn:aws:sts::1:role' };
    expect(await advance()).toBe('concluded');
    expect(stored?.recognition?.failure).toMatch(/may not use .* Tell its administrator/);
    expect(stored?.recognition?.failure).not.toContain('arn:');
    stored = scan;
    answer = { ok: false, isPassing: false, name: 'ValidationException', message: 'Too many pages' };
    await advance();
    expect(stored.recognition?.failure).toMatch(/does not take it: Too many pages\. Recognize/);
  });
});

describe('a job that fails', () => {
  it('is begun anew where the service failed, three times in all', async () => {
    underWay();
    standing = { kind: 'failed', isOfService: true, message: 'overheated' };
    expect(await advance()).toBe('begun');
    expect(await advance()).toBe('begun');
    expect(begun.map(({ clientToken, output }) => `${clientToken} ${output.at(-1)}`)).toEqual(['d1-2 2', 'd1-3 3']);
    expect(await advance()).toBe('concluded');
    expect(stored?.recognition).toMatchObject({
      attempt: 3,
      failure: expect.stringMatching(/failed 3 times: overheated/) as unknown,
    });
  });

  it('is final where the document is the reason', async () => {
    underWay();
    standing = { kind: 'failed', isOfService: false, message: 'more than 20 pages' };
    expect(await advance()).toBe('concluded');
    expect(stored?.recognition?.failure).toMatch(/could not read it: more than 20 pages\./);
  });

  it.each([
    ['is missing', undefined],
    ['is no JSON', '{'],
    ['has another form', '{"output_metadata":"none"}'],
    ['names no results', metadata()],
    ['leads to the files of others', metadata('s3://bucket/documents/other/p/d/text.json')],
    ['leads to another bucket', metadata('s3://else/documents/demo/p1/d1/recognition/1/result.json')],
  ])('has none of its results read where their map %s', async (_, map) => {
    underWay();
    standing = { kind: 'succeeded', metadataUri: `${job}/job_metadata.json` };
    if (map === undefined) files.clear();
    else files.set(`${folder}1/job/job_metadata.json`, map);
    expect(await advance()).toBe('concluded');
    expect(stored?.recognition?.results).toBeUndefined();
    expect(stored?.recognition?.failure).toMatch(/does not say where it is/);
  });
});

describe('a document that was deleted meanwhile', () => {
  it('leaves nothing of its job behind, whenever that ends', async () => {
    underWay();
    stored = undefined;
    expect(await advance('arn:1')).toBe('gone');
    expect(later).toEqual(['900 arn:1']);
    standing = { kind: 'succeeded', metadataUri: `${job}/job_metadata.json` };
    files.set(`${folder}1/job/0/standard_output/0/result.json`, '{}');
    expect(await advance('arn:1')).toBe('gone');
    expect(later).toHaveLength(1);
    expect([...files.keys()]).toEqual([]);
    expect(published).toEqual([]);
  });

  it('leaves nothing behind either where nobody tells of the job, who is asked again', async () => {
    stored = undefined;
    standing = new Error('GetDataAutomationStatus failed: not authorized');
    files.set(`${folder}1/job/0/standard_output/0/result.json`, '{}');
    await expect(advance('arn:1')).rejects.toThrow('not authorized');
    expect([...files.keys()]).toEqual([]);
  });

  it('is not mistaken for one of another organization', async () => {
    stored = { ...scan, organization: 'other' };
    expect(await advance()).toBe('gone');
    expect(stored.status).toBe('RECOGNIZING');
    expect(begun).toEqual([]);
  });
});
