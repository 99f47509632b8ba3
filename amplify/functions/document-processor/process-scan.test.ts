import { beforeEach, describe, expect, it } from 'vitest';
import { priceUsage } from '#lib/domain/cost/run-cost';
import type { UsageLine } from '#lib/domain/cost/usage';
import type { FactoryEvent } from '#lib/domain/events/registry';
import { defaultGuardrailPolicy } from '#lib/domain/guardrails/policy';
import type { DocumentRecord } from '#lib/repositories/document';
import { type ProcessPorts, processDocument } from './process-document.ts';
import type { Reading, ReadingOutcome, ReadingTask } from './reading.ts';

const uploaded: DocumentRecord = {
  ...{ id: 'd1', organization: 'demo', projectId: 'p1', name: 'scan.pdf', contentType: 'application/pdf', size: 3 },
  ...{ status: 'UPLOADED', etag: '"e"', attempts: 0 },
};
const reading: Reading = {
  ...{ kind: 'DOCUMENT', format: 'pdf', title: null, language: null, pages: 2, blocks: 1, characters: 3 },
  ...{ metadata: {}, warnings: [], instructions: [], text: '{}' },
};
const withoutText: ReadingOutcome = { ok: false, code: 'NO_TEXT', reason: 'The PDF holds no text.' };
const recognition = { attempt: 1, since: '1970-01-01T00:00:00.000Z' };

let stored: DocumentRecord | undefined;
let asked: string[];
let published: FactoryEvent[];
let tasks: ReadingTask[];
let outcomes: ReadingOutcome[];

const ports: ProcessPorts = {
  documents: {
    get: () => Promise.resolve(stored),
    updateFrom: (read, { metadata: _, ...update }) => {
      const isSame = stored?.status === read.status && (stored.attempts ?? 0) === (read.attempts ?? 0);
      if (isSame && stored) stored = { ...stored, ...update };
      return Promise.resolve(isSame ? stored : undefined);
    },
  },
  files: {
    read: (key) => Promise.resolve({ bytes: new TextEncoder().encode(key), sha256: `hash of ${key}` }),
    write: () => Promise.resolve(),
    remove: () => Promise.resolve(),
  },
  read: (task) => {
    tasks.push(task);
    return Promise.resolve(outcomes.shift() ?? withoutText);
  },
  policies: { get: () => Promise.resolve(defaultGuardrailPolicy) },
  findings: { record: () => Promise.resolve() },
  recognize: ({ id }) => Promise.resolve(void asked.push(id)),
  publish: (events) => Promise.resolve(void published.push(...events)),
  now: () => new Date(0),
};
const run = (more: Partial<ProcessPorts> = {}) => processDocument({ documentId: 'd1' }, { ...ports, ...more });

beforeEach(() => {
  stored = uploaded;
  asked = [];
  published = [];
  tasks = [];
  outcomes = [];
});

describe('a scan', () => {
  it('is left to recognition where the deployment has it, and else rejected', async () => {
    expect(await run({ recognize: undefined })).toBe('REJECTED');
    expect(stored).toMatchObject({ reasonCode: 'NO_TEXT' });
    stored = uploaded;
    expect(await run()).toBe('RECOGNIZING');
    expect(stored).toMatchObject({ attempts: 0, recognition, sha256: 'hash of documents/demo/p1/d1/original' });
    expect(asked).toEqual(['d1']);
  });

  it('is asked for again where that was not heard, and read no second time', async () => {
    await expect(run({ recognize: () => Promise.reject(new Error('no queue')) })).rejects.toThrow('no queue');
    expect(stored).toMatchObject({ status: 'RECOGNIZING' });
    expect(await run()).toBe('RECOGNIZING');
    expect(asked).toEqual(['d1']);
    expect(tasks).toHaveLength(1);
  });

  it('whose text was recognized is read of the results, and is a document like any other', async () => {
    stored = {
      ...uploaded,
      status: 'PROCESSING',
      sha256: 'known',
      recognition: { ...recognition, results: ['a', 'b'] },
    };
    outcomes = [{ ok: true, reading }];
    const metered: UsageLine[] = [];
    expect(await run({ meter: (usage) => metered.push(...usage) })).toBe('PROCESSED');
    expect(priceUsage(metered)).toBeCloseTo(0.02);
    expect(stored).toMatchObject({ sha256: 'known', pages: 2, attempts: 1 });
    expect(tasks[0]?.recognized?.map((bytes) => new TextDecoder().decode(bytes))).toEqual(['a', 'b']);
    expect(published.map(({ name }) => name)).toEqual(['document.processed']);
  });

  it('in which nothing was recognized is rejected and not recognized once more', async () => {
    stored = { ...uploaded, status: 'PROCESSING', recognition: { ...recognition, results: ['a'] } };
    expect(await run()).toBe('REJECTED');
    expect(stored).toMatchObject({ reasonCode: 'NO_TEXT' });
    stored = { ...uploaded, status: 'PROCESSING', recognition: { ...recognition, failure: 'It is too large.' } };
    expect(await run()).toBe('REJECTED');
    expect(stored).toMatchObject({ reasonCode: 'RECOGNITION_FAILED', reason: 'It is too large.' });
    expect(asked).toEqual([]);
  });

  it('in which nothing was recognized has cost its pages all the same', async () => {
    const pagesOf = async (outcome: ReadingOutcome, attempts = 0) => {
      const metered: UsageLine[] = [];
      outcomes = [outcome];
      stored = { ...uploaded, status: 'PROCESSING', attempts, recognition: { ...recognition, results: ['a', 'b'] } };
      expect(await run({ meter: (usage) => metered.push(...usage) })).toBe('REJECTED');
      return metered.map(({ quantity }) => quantity);
    };
    expect(await pagesOf({ ...withoutText, recognizedPages: 7 })).toEqual([7]);
    // Where nobody could count them, each result has one at least.
    expect(await pagesOf({ ok: false, code: 'EXCEEDS_LIMITS', reason: 'It is too much.' })).toEqual([2]);
    expect(await pagesOf(withoutText, 2)).toEqual([2]);
  });

  it('that waits for what this deployment no longer has is rejected with the reason', async () => {
    stored = { ...uploaded, status: 'RECOGNIZING', recognition };
    expect(await run({ recognize: undefined })).toBe('REJECTED');
    expect(stored).toMatchObject({
      reasonCode: 'RECOGNITION_FAILED',
      reason: expect.stringMatching(/no longer recognizes/) as unknown,
    });
    expect(published.map(({ name }) => name)).toEqual(['document.rejected']);
    expect(tasks).toEqual([]);
  });

  it('that is deleted meanwhile is not asked for', async () => {
    const read: ProcessPorts['read'] = () => {
      stored = undefined;
      return Promise.resolve(withoutText);
    };
    expect(await run({ read })).toBe('gone');
    expect(asked).toEqual([]);
  });
});
