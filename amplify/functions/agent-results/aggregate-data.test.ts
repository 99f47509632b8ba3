import { expect, it } from 'vitest';
import { createAgentResultReader } from '#lib/repositories/agent-result';
import type { Documents } from '#lib/runtime/documents';
import { aggregateDataFromAgents } from './aggregate-data.ts';

interface Step {
  readonly runId: string;
  readonly organization: string;
  readonly agentId: string;
  readonly text: string;
  readonly status?: string;
}

/** Tables with these steps, each of a run of the project `p1` and of the organization that it names. */
function portsOf(steps: readonly Step[]) {
  const refuse = () => Promise.reject(new Error('Nothing else is granted.'));
  const query: Documents['query'] = ({ ExclusiveStartKey, Limit, ...input }) => {
    const { TableName, ExpressionAttributeValues: values = {}, FilterExpression = '' } = input;
    const isFiltered = FilterExpression.includes('organization = :organization');
    const ours = (organization: string) => !isFiltered || organization === values[':organization'];
    if (TableName === 'steps') {
      const agents = Object.keys(values).flatMap((name) => (name.startsWith(':agent') ? [String(values[name])] : []));
      const found = steps.filter(({ runId, organization, agentId, status = 'SUCCEEDED' }) => {
        return runId === values[':runId'] && ours(organization) && agents.includes(agentId) && status === 'SUCCEEDED';
      });
      const Items = found.map(({ runId, agentId, text }) => ({ runId, key: 'work', agentId, output: { text } }));
      return Promise.resolve({ Items });
    }
    // As the table does it: a page is cut off first and filtered then.
    const runs = [...new Map(steps.toReversed().map((step) => [step.runId, step.organization]))].toReversed();
    const first = Number(ExclusiveStartKey?.at ?? 0);
    const next = first + (Limit ?? runs.length);
    const Items = runs.slice(first, next).flatMap(([id, organization]) => (ours(organization) ? [{ id }] : []));
    return Promise.resolve({ Items, ...(next < runs.length ? { LastEvaluatedKey: { at: next } } : {}) });
  };
  const documents = { query, get: refuse, put: refuse, update: refuse, batchGet: refuse };
  const results = createAgentResultReader({ documents, runTable: 'runs', stepTable: 'steps' });
  return { results, readOutput: () => Promise.reject(new Error('Nothing lies in the bucket.')) };
}

const aggregate = (steps: readonly Step[], agentIds = ['design']) =>
  aggregateDataFromAgents(
    {
      ...{ operation: 'aggregateDataFromAgents', arguments: { agentIds, query: 'claims' } },
      ...{ requestId: 'r', correlationId: 'c', project: { id: 'p1', organization: 'demo', name: 'Claims' } },
      caller: { userId: 'ada', email: null, groups: [], capabilities: [] },
    },
    portsOf(steps),
  );

it('each agent’s newest result counts', async () => {
  const answered = await aggregate(
    [
      { runId: 'r3', organization: 'demo', agentId: 'design', text: 'unfinished', status: 'RUNNING' },
      { runId: 'r2', organization: 'demo', agentId: 'design', text: 'new' },
      { runId: 'r1', organization: 'demo', agentId: 'design', text: 'old' },
      { runId: 'r1', organization: 'demo', agentId: 'planning', text: 'plan' },
    ],
    ['design', 'planning', 'nobody'],
  );
  expect(answered).toMatchObject({
    data: {
      answers: [
        { agentId: 'design', runId: 'r2', output: { text: 'new' } },
        { agentId: 'planning', runId: 'r1', output: { text: 'plan' } },
        { agentId: 'nobody', found: false },
      ],
    },
  });
});

it('results of another organization that had the project’s id do not count, however many they are', async () => {
  const foreign = Array.from({ length: 40 }, (_, index) => ({
    ...{ runId: `f${index}`, organization: 'other', agentId: 'design', text: 'secret' },
  }));
  const own = { runId: 'r1', organization: 'demo', agentId: 'design', text: 'own' };
  const mixed = { ...foreign[0], runId: 'r1', organization: 'other', agentId: 'planning', text: 'secret' };
  const answered = await aggregate([...foreign, own, mixed], ['design', 'planning']);
  expect(answered).toMatchObject({ data: { answers: [{ output: { text: 'own' } }, { found: false }] } });
  expect(JSON.stringify(answered)).not.toContain('secret');
});
