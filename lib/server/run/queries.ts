import 'server-only';
import { cache } from 'react';
import { failureOfGraphqlError, type GraphqlErrorLike } from '#lib/domain/result/graphql-failure';
import { stepRecordFields } from '#lib/domain/run-view/step-record';
import { runSummaryFields } from '#lib/domain/run-view/summary';
import type { Schema } from '@/amplify/data/resource';
import { getDataClient } from '../data/data-client.ts';
import { dataOf } from '../data/query-error.ts';
import { getWorkspace } from '../organization/queries.ts';

export type Run = Schema['Run']['type'];
export type RunSummary = Pick<Run, (typeof runSummaryFields)[number]>;
export type RunStep = Schema['RunStep']['type'];
export type StoredStep = Pick<RunStep, (typeof stepRecordFields)[number]>;
export type Approval = Schema['Approval']['type'];

const RUNS_SHOWN = 100;
const PAGE_SIZE = 500;

/** The newest runs of a project, newest first. */
export async function listProjectRuns(projectId: string): Promise<RunSummary[]> {
  const client = await getDataClient();
  const answer = await client.models.Run.runsByProject(
    { projectId },
    { sortDirection: 'DESC', limit: RUNS_SHOWN, selectionSet: runSummaryFields },
  );
  return dataOf('runsByProject', answer);
}

/** One run, or null where it does not exist or belongs to another organization. Read once per request. */
export const getRun = cache(async (id: string): Promise<Run | null> => {
  const client = await getDataClient();
  const answer = await client.models.Run.get({ id });
  const [error] = answer.errors ?? [];
  if (error && failureOfGraphqlError(error).code === 'Unauthorized') return null;
  return dataOf('getRun', answer) ?? null;
});

type Page<Item> = {
  data: Item[];
  nextToken?: string | null | undefined;
  errors?: readonly GraphqlErrorLike[] | undefined;
};

async function allPages<Item>(query: string, fetchPage: (nextToken: string | null) => Promise<Page<Item>>) {
  const items: Item[] = [];
  let nextToken: string | null = null;
  do {
    const page: Page<Item> = await fetchPage(nextToken);
    items.push(...dataOf(query, page));
    nextToken = page.nextToken ?? null;
  } while (nextToken !== null);
  return items;
}

/** What workers made of a run's steps, without inputs and outputs. */
export async function listRunSteps(runId: string): Promise<StoredStep[]> {
  const client = await getDataClient();
  return allPages('runStepsByRun', (nextToken) =>
    client.models.RunStep.runStepsByRun({ runId }, { limit: PAGE_SIZE, nextToken, selectionSet: stepRecordFields }),
  );
}

/** The same with what came out of them, for comparing. */
export async function listRunOutputs(
  runId: string,
): Promise<(StoredStep & Pick<RunStep, 'projectId' | 'output' | 'outputKey'>)[]> {
  const client = await getDataClient();
  const selectionSet = [...stepRecordFields, 'projectId', 'output', 'outputKey'] as const;
  return allPages('runStepsByRun', (nextToken) =>
    client.models.RunStep.runStepsByRun({ runId }, { limit: PAGE_SIZE, nextToken, selectionSet }),
  );
}

/** The gates that were opened in a run, oldest first. */
export async function listRunApprovals(runId: string): Promise<Approval[]> {
  const client = await getDataClient();
  return dataOf('approvalsByRun', await client.models.Approval.approvalsByRun({ runId }, { limit: 200 }));
}

/** One gate, or null where it does not exist or belongs to another organization. */
export async function getApproval(id: string): Promise<Approval | null> {
  const client = await getDataClient();
  const answer = await client.models.Approval.get({ id });
  const [error] = answer.errors ?? [];
  if (error && failureOfGraphqlError(error).code === 'Unauthorized') return null;
  return dataOf('getApproval', answer) ?? null;
}

/** The organization's newest gates, newest first. */
export async function listOrganizationApprovals(): Promise<Approval[]> {
  const { organization } = await getWorkspace();
  if (!organization.id) return [];
  const client = await getDataClient();
  const answer = await client.models.Approval.approvalsByOrganization(
    { organization: organization.id },
    { sortDirection: 'DESC', limit: 500 },
  );
  return dataOf('approvalsByOrganization', answer);
}
