import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { fetchAuthSession } from 'aws-amplify/auth';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { capabilityOfOperation } from '#lib/domain/access/operations';
import { artifactKey, reportFiles } from '#lib/domain/artifact/formats';
import { addressOf } from './access-table.ts';
import { administrator, ask, graphql, newProject, outputs, type Person, personOf } from './people.ts';
import { Connection } from './realtime.ts';
import { completeRecords, plant, recordsOf, secretOf } from './records.ts';
import { type Operation, readOperations, requestOf } from './schema.ts';

const foreignId = 'foreign-project-of-other';
const operations = new Map<string, Operation>();
let manager: Person;
let ownId: string;

beforeAll(async () => {
  for (const operation of await readOperations()) operations.set(operation.field.name, operation);
  for (const [model, Item] of Object.entries(completeRecords('other', foreignId))) await plant(model, Item);
  manager = await personOf('pm@demo.test');
  ownId = await newProject(manager, 'demo', 'Own');
});

const requestAbout = (name: string, projectId: string) => {
  const operation = operations.get(name);
  if (!operation) throw new Error(`${name} is not in the schema.`);
  const input = JSON.stringify({ projectId, agentId: 'assessment' });
  const addressed = {
    projectId,
    id: projectId,
    runId: projectId,
    approvalId: projectId,
    knowledgeBaseId: projectId,
    organization: projectId,
  };
  return requestOf(operation, {
    ...{ ...addressed, agentId: 'assessment', message: 'Hello' },
    ...(name === 'submitTask' ? { input } : {}),
  });
};

/** An answer without what differs from request to request. */
const comparable = (answer: unknown) => JSON.stringify(answer).replaceAll(/"requestId":"[^"]*"/g, '');

const custom = Object.keys(capabilityOfOperation);

describe('a custom operation does not tell an unknown project from another organization’s', () => {
  it.each(custom.filter((name) => !name.startsWith('on')))('%s', async (name) => {
    const answers = [];
    for (const projectId of [foreignId, 'no-such-project', '', ' ', 'x'.repeat(2000), '../demo', '%00', '{"S":"x"}']) {
      const { query, variables } = requestAbout(name, projectId);
      const answer = await graphql(manager, query, variables);
      expect(answer.errors).toMatchObject([{ errorType: 'NotFound', errorInfo: addressOf(name) }]);
      expect(answer.errors?.[0]?.errorInfo?.requestId).toEqual(expect.any(String));
      answers.push(comparable(answer));
    }
    expect(new Set(answers).size).toBe(1);
  });

  it.each(custom.filter((name) => name.startsWith('on')))('%s', async (name) => {
    const connection = await Connection.open(manager.accessToken);
    const answers = [];
    for (const projectId of [foreignId, 'no-such-project']) {
      const { query, variables } = requestAbout(name, projectId);
      const answer = await connection?.start(projectId, query, variables);
      answers.push(comparable({ type: answer?.type, payload: answer?.payload }));
    }
    connection?.close();
    expect(answers[0]).toContain('NotFound');
    expect(answers[0]).toBe(answers[1]);
  });
});

describe('another organization’s things', () => {
  const history = `query($projectId: ID!, $nextToken: String) {
    getConversationHistory(projectId: $projectId, limit: 1, nextToken: $nextToken) { items { organization message } nextToken } }`;

  it('are not reached through a session of theirs', async () => {
    const { errors } = await graphql(
      manager,
      `mutation($projectId: ID!) { sendMessageToAgent(projectId: $projectId, agentId: "assessment", message: "Hello",
        sessionId: "${foreignId}") { id } }`,
      { projectId: ownId },
    );
    expect(errors).toMatchObject([{ errorType: 'NotFound', errorInfo: { field: 'sessionId' } }]);
  });

  it('are not reached with a page token of theirs', async () => {
    const outsider = await personOf('pm@other.test');
    const second = { ...completeRecords('other', foreignId).ConversationMessage, id: `${foreignId}-2` };
    await plant('ConversationMessage', { ...second, timestamp: '2026-11-21T08:00:01.000Z' });
    const page = await ask(outsider, z.object({ nextToken: z.string() }), history, { projectId: foreignId });
    const answer = await graphql(manager, history, { projectId: ownId, nextToken: page.nextToken });
    expect(JSON.stringify(answer)).not.toContain(secretOf('other'));
  });

  it('are not told by conditions of a write', async () => {
    const guess = async (beginning: string) => {
      const answer = await graphql(
        manager,
        `mutation($input: UpdateProjectInput!, $condition: ModelProjectConditionInput) {
          updateProject(input: $input, condition: $condition) { id } }`,
        { input: { id: foreignId, name: 'Taken' }, condition: { name: { beginsWith: beginning } } },
      );
      expect(answer.data?.updateProject ?? null).toBeNull();
      return comparable(answer);
    };
    expect(await guess('secret')).toBe(await guess('wrong'));
  });

  it('are not in the bucket for everybody', async () => {
    const key = artifactKey({ organization: 'other', projectId: foreignId, name: reportFiles.pdf.name });
    const { status } = await fetch(`${administrator.endpoint}/${outputs.custom.bucketName}/${key}`);
    expect(status).toBe(403);
  });

  it('are not reached past the API with what the identity pool gives', async () => {
    await personOf('pm@demo.test');
    const { credentials } = await fetchAuthSession();
    if (!credentials) throw new Error('The identity pool gave no credentials.');
    const client = new DynamoDBClient({ ...administrator, credentials });
    for (const TableName of Object.values(outputs.custom.tableNames)) {
      await expect(client.send(new ScanCommand({ TableName }))).rejects.toMatchObject({
        name: 'AccessDeniedException',
      });
    }
  });
});

describe('a project whose id was another organization’s before', () => {
  const freed = 'freed-project-of-other';

  it('shows nothing of what was said and answered then', async () => {
    const { Project: _, ...left } = completeRecords('other', freed);
    for (const [model, Item] of Object.entries(left)) await plant(model, Item);
    const { id } = await ask(
      manager,
      z.object({ id: z.string() }),
      'mutation($input: CreateProjectInput!) { createProject(input: $input) { id } }',
      { input: { id: freed, organization: 'demo', name: 'Anew' } },
    );
    const history = await graphql(
      manager,
      'query($projectId: ID!) { getConversationHistory(projectId: $projectId, limit: 1) { items { message } nextToken } }',
      { projectId: id },
    );
    expect(history.data).toEqual({ getConversationHistory: { items: [], nextToken: null } });
    const progress = await graphql(
      manager,
      'query($projectId: ID!) { getAssessmentProgress(projectId: $projectId) { technical overall version completedAt } }',
      { projectId: id },
    );
    expect(progress.data).toEqual({
      getAssessmentProgress: { technical: 0, overall: 0, version: 0, completedAt: null },
    });
  });
});

describe('a client cannot set', () => {
  const mutation = (
    verb: 'create' | 'update',
  ) => `mutation($input: ${verb === 'create' ? 'Create' : 'Update'}ProjectInput!) {
    ${verb}Project(input: $input) { id organization name status progressVersion } }`;
  const reserved = {
    owner: 'somebody',
    ownerEmail: 'somebody@demo.test',
    updatedBy: 'somebody',
    status: 'COMPLETED',
    currentModule: 'implementation',
    progress: { assessment: 100, design: 100, planning: 100, implementation: 100 },
    progressVersion: 99,
    createdAt: '2020-01-01T00:00:00.000Z',
  };

  it.each(Object.entries(reserved))('%s of a project', async (field, value) => {
    const before = (await recordsOf('Project')).find(({ id }) => id === ownId);
    const name = `Forbidden ${crypto.randomUUID()}`;
    for (const [verb, input] of [
      ['create', { organization: 'demo', name, [field]: value }],
      ['update', { id: ownId, name, [field]: value }],
    ] as const) {
      for (const person of [manager, await personOf('admin@demo.test')]) {
        const { data, errors } = await graphql(person, mutation(verb), { input });
        expect(data?.[`${verb}Project`] ?? null).toBeNull();
        expect(errors).toMatchObject([{ errorType: 'ValidationError', errorInfo: { field } }]);
      }
    }
    const projects = await recordsOf('Project');
    expect(projects.find(({ id }) => id === ownId)).toEqual(before);
    expect(projects.some((project) => project.name === name)).toBe(false);
  });

  it('the organization of a project, when it is made or later', async () => {
    for (const [verb, input] of [
      ['create', { organization: 'other', name: 'Smuggled' }],
      ['update', { id: ownId, organization: 'other' }],
    ] as const) {
      const { data, errors } = await graphql(manager, mutation(verb), { input });
      expect(data?.[`${verb}Project`] ?? null).toBeNull();
      expect(errors).toMatchObject([{ errorType: 'Unauthorized' }]);
    }
    const projects = await recordsOf('Project');
    expect(projects.find(({ id }) => id === ownId)?.organization).toBe('demo');
    expect(projects.some(({ name }) => name === 'Smuggled')).toBe(false);
  });

  it('the id of a project that exists already, its own or another organization’s', async () => {
    for (const id of [ownId, foreignId]) {
      const { data, errors } = await graphql(manager, mutation('create'), {
        input: { id, organization: 'demo', name: 'Taken over' },
      });
      expect(data?.createProject ?? null).toBeNull();
      expect(errors).toHaveLength(1);
      expect(JSON.stringify(errors)).not.toContain(secretOf('other'));
    }
    expect((await recordsOf('Project')).some(({ name }) => name === 'Taken over')).toBe(false);
  });
});
