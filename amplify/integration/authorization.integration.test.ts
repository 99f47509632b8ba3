import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, it } from 'vitest';
import { artifactKey, reportFiles } from '#lib/domain/artifact/formats';
import { documentFiles, documentFolder } from '#lib/domain/document/extracted';
import { demoUsers } from '../seed/demo.ts';
import { type Access, access, isCustom, mayAsk } from './access-table.ts';
import { type Answer, administrator, graphql, outputs, type Person, personOf } from './people.ts';
import { completeRecords, models, plant, recordsOf, secretOf } from './records.ts';
import { approvalRecord, probeBlueprint, runRecord } from './run-records.ts';
import { type Operation, readOperations, requestOf, type Samples } from './schema.ts';
import { asService } from './services.ts';
import { brokenTokens } from './tokens.ts';

const projectId = 'matrix-project-of-demo';
const foreignId = 'matrix-project-of-other';
const operations = new Map<string, Operation>();
const people = new Map<string, Person>();
let broken: ReadonlyMap<string, string>;

beforeAll(async () => {
  for (const operation of await readOperations()) operations.set(operation.field.name, operation);
  for (const [organization, id] of [
    ['demo', projectId],
    ['other', foreignId],
  ] as const) {
    for (const [model, Item] of Object.entries(completeRecords(organization, id))) await plant(model, Item);
  }
  const Key = artifactKey({ organization: 'demo', projectId, name: reportFiles.pdf.name });
  await new S3Client(administrator).send(
    new PutObjectCommand({ Bucket: outputs.custom.bucketName, Key, Body: 'x', Metadata: { sha256: 'x' } }),
  );
  const original = `${documentFolder({ organization: 'demo', projectId, id: projectId })}${documentFiles.original}`;
  await new S3Client(administrator).send(
    new PutObjectCommand({ Bucket: outputs.custom.bucketName, Key: original, Body: 'x' }),
  );
  for (const { email } of demoUsers) people.set(email, await personOf(email));
  broken = await brokenTokens(await personOf('developer@demo.test'));
});

const trace = (who: string) => `written by ${who}`;

/** What operations take as JSON. */
const stepOf = (target: string) => ({
  ...{ runId: target, key: 'other', organization: 'demo', projectId: target, agentId: 'probe' },
  ...{ status: 'RUNNING', attempt: 1, startedAt: '2026-11-21T09:00:00.000Z' },
});
const inputs: Readonly<Record<string, (target: string) => object>> = {
  submitTask: (target) => ({ projectId: target, agentId: 'probe' }),
  saveRunStep: stepOf,
  advanceRun: stepOf,
};

/** The planted one, a new one, or one that is built in. */
function blueprintOf(name: string, target: string): string {
  if (name === 'getBlueprint') return probeBlueprint.id;
  return name.endsWith('Blueprint') ? target : 'transformation';
}

const isOfDocument = (name: string) => ['completeDocumentUpload', 'generateDocumentDownloadUrl'].includes(name);

function kindOf(name: string): string {
  if (name.includes('Document')) return 'DOCUMENT';
  return name.endsWith('Notification') ? 'APPROVAL' : 'sample';
}

/** What a caller sends: everything names the demo organization's records, and each text says who sent it. */
function samplesOf(name: string, who: string, target: string): Samples {
  const text = trace(who);
  const texts = { name: text, message: text, title: text, currentTask: text, subject: text, delta: text, action: text };
  const isOrganization = name.endsWith('Organization') && !name.startsWith('create');
  const id = isOrganization ? 'demo' : name === 'getRunStep' ? `${target}#probe` : target;
  const keys = {
    id,
    projectId: target,
    sessionId: target,
    agentId: 'assessment',
    timestamp: '2026-11-21T09:00:00.000Z',
    runId: target,
    approvalId: target,
    stepId: 'probe',
    fromStepId: 'probe',
    blueprintId: blueprintOf(name, target),
    wakeShard: 'due',
    agentIds: ['probe'],
    kind: kindOf(name),
    ...(name.endsWith('DocumentUploadUrl') ? { fileName: 'a.txt', contentType: 'text/plain', size: 1 } : {}),
    ...(isOfDocument(name) ? { documentId: target } : {}),
    ...(name.toLowerCase().includes('knowledge') ? { knowledgeBaseId: target, documentId: target } : {}),
    ...(name === 'knowledgeBasesToSync' ? { syncShard: 'due' } : {}),
    key: `artifacts/demo/${target}/${reportFiles.pdf.name}`,
    pricesOf: '2026-11-01',
    definition: JSON.stringify({ ...probeBlueprint, id: `matrix-${crypto.randomUUID().slice(0, 8)}` }),
    version: name.endsWith('KnowledgeSource') ? '1' : 1,
    ...(name === 'saveRun' || name === 'advanceRun' ? { state: '{}' } : {}),
    ...(inputs[name] ? { input: JSON.stringify(inputs[name](target)) } : {}),
  };
  // That nobody moves a record to another organization has a test of its own.
  return { ...texts, ...keys, ...(name.startsWith('update') ? {} : { organization: 'demo' }) };
}

/** How far the run's step must have come for an operation on it. */
const movable: Readonly<Record<string, 'GATED' | 'SCHEDULED' | 'FAILED' | 'SUCCEEDED'>> = {
  cancelRun: 'SCHEDULED',
  decideApproval: 'GATED',
  saveRun: 'SUCCEEDED',
  advanceRun: 'SUCCEEDED',
  retryStep: 'FAILED',
  redriveDeadLetter: 'FAILED',
  replayRun: 'SUCCEEDED',
};

/** Answers that hold nothing of the organization: a new id, what is built in. */
const impersonal = ['executeTaskOnAgent', 'validateBlueprint', 'getBlueprintCatalogue'];

/** The record that an operation is about: a fresh one for what creates, and for what may change or delete it. */
async function targetOf(name: string, isPermitted: boolean): Promise<string> {
  const fresh = `matrix-${crypto.randomUUID()}`;
  if (name.startsWith('create')) return fresh;
  // What moves a run needs one that can be moved so, each time a new one.
  const step = movable[name];
  if (step) await plant('Run', runRecord('demo', fresh, projectId, step));
  if (name === 'decideApproval') await plant('Approval', approvalRecord('demo', fresh, secretOf('demo')));
  if (step) return fresh;
  const moved = /^(?:update|delete)(Project|KnowledgeBase|KnowledgeSource)$|^delete(Document)$/.exec(name);
  const model = name === 'removeKnowledgeDocument' ? 'KnowledgeSource' : (moved?.[1] ?? moved?.[2]);
  if (!isPermitted || model === undefined) return projectId;
  const records = completeRecords('demo', fresh);
  if (name === 'removeKnowledgeDocument') await plant('KnowledgeBase', { ...records.KnowledgeBase });
  await plant(model, { ...records[model] });
  return fresh;
}

const refusals = ['Unauthorized', 'UnauthorizedException', 'NotFound'];

/** What is wrong with an answer to somebody who may ask, or may not; undefined when it is as it must be. */
function faultOf(name: string, answer: Answer, isPermitted: boolean): string | undefined {
  const shown = JSON.stringify(answer);
  const value = answer.data?.[name] ?? null;
  if (isPermitted) return answer.errors || value === null ? `was refused: ${shown}` : undefined;
  const unexpected = (answer.errors ?? []).filter(({ errorType }) => !refusals.includes(errorType ?? ''));
  if (unexpected.length > 0) return `failed for another reason: ${shown}`;
  return isAbout('demo', answer) ? `was answered: ${shown}` : undefined;
}

/** Whether an answer tells anything of an organization. */
const isAbout = (organization: string, { data, errors }: Answer) => {
  const text = JSON.stringify({ data, messages: errors?.map(({ message }) => message) });
  return [`"organization":"${organization}"`, secretOf(organization), `matrix-project-of-${organization}`].some(
    (part) => text.includes(part),
  );
};

const request = async (name: string, who: string, isPermitted: boolean) => {
  const operation = operations.get(name);
  if (!operation) throw new Error(`${name} is in the table, but not in the schema.`);
  const { query, variables } = requestOf(operation, samplesOf(name, who, await targetOf(name, isPermitted)));
  return { query, variables };
};

it('the table names every operation of the schema, and none that is gone', () => {
  expect([...access.keys()].sort()).toEqual([...operations.keys()].sort());
});

const asked = [...access].filter(([name]) => !name.startsWith('on'));

describe.each(asked)('%s', (name: string, rule: Access) => {
  it.each(demoUsers)('as it is permitted to $role of $organization', async ({ email, role, organization }) => {
    const isPermitted = mayAsk({ role, organization }, rule, 'demo');
    const { query, variables } = await request(name, email, isPermitted);
    const answer = await graphql(people.get(email) ?? null, query, variables);
    expect(faultOf(name, answer, isPermitted)).toBeUndefined();
    if (isPermitted && rule.people !== 'everybody' && !impersonal.includes(name))
      expect(isAbout('demo', answer)).toBe(true);
    if (organization === 'demo' && role !== 'admin') expect(isAbout('other', answer)).toBe(false);
    if (isCustom(name) && !isPermitted) {
      expect(answer.errors?.[0]?.errorType).toBe(organization === 'demo' ? 'Unauthorized' : 'NotFound');
    }
  });

  it('not to anybody without a good token', async () => {
    const { query, variables } = await request(name, 'nobody', false);
    for (const accessToken of [undefined, ...broken.values()]) {
      const answer = await graphql(accessToken === undefined ? null : { accessToken }, query, variables);
      expect(answer).toMatchObject({ status: 401, errors: [{ errorType: 'UnauthorizedException' }] });
      expect(answer.data ?? null).toBeNull();
    }
  });

  it('as it is permitted to functions', async () => {
    const faults: string[] = [];
    for (const fn of Object.keys(outputs.custom.functionNames)) {
      const isPermitted = rule.functions.includes(fn);
      const { query, variables } = await request(name, fn, isPermitted);
      const fault = faultOf(name, await asService(fn, query, variables), isPermitted);
      if (fault) faults.push(`${fn} ${fault}`);
    }
    expect(faults).toEqual([]);
  });
});

// Runs last: what was refused above left nothing behind.
describe('nothing is written by', () => {
  const writers = demoUsers.filter(({ role, organization }) =>
    [...access].some(
      ([, rule]) =>
        rule.people !== 'org_read' && rule.people !== 'everybody' && mayAsk({ role, organization }, rule, 'demo'),
    ),
  );
  const readers = demoUsers.map(({ email }) => email).filter((email) => !writers.some((one) => one.email === email));
  let stored: string;
  beforeAll(async () => {
    stored = JSON.stringify(await Promise.all(models.map((model) => recordsOf(model))));
  });

  it.each([...readers, 'nobody'])('%s', (who) => {
    expect(stored).not.toContain(trace(who));
  });

  it('while what was permitted is there', () => {
    for (const { email } of writers) expect(stored).toContain(trace(email));
  });
});
