import { z } from 'zod';
import type { BlueprintDefinition } from '#lib/domain/blueprint/schema';
import { eventually } from './conversation.ts';
import { type Answer, ask, graphql, newProject, type Person } from './people.ts';
import { saveBlueprint, startRun } from './runs.ts';

type Steps = BlueprintDefinition['steps'];
type Step = Steps[number];

/** A step of the probe with written-down inputs, and whatever else is said of it. */
export function probe(id: string, inputs: Record<string, unknown> = {}, rest: Partial<Step> = {}): Step {
  return {
    ...{ id, title: id, agent: 'probe' },
    ...rest,
    inputs: {
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, { value }])),
      ...rest.inputs,
    },
  };
}

/** Starts a run of these steps in a project of its own. */
export async function begin(
  person: Person,
  id: string,
  steps: Steps,
  rest: Partial<BlueprintDefinition> & { readonly input?: Record<string, unknown> } = {},
): Promise<{ readonly runId: string; readonly projectId: string }> {
  const { input = {}, ...definition } = rest;
  const projectId = await newProject(person, 'demo', id);
  const typeOf = (value: unknown) => (Array.isArray(value) ? ('array' as const) : ('string' as const));
  const inputs = Object.fromEntries(Object.entries(input).map(([name, value]) => [name, { type: typeOf(value) }]));
  const blueprint = { schemaVersion: 1 as const, id, name: id, version: 1, inputs, ...definition, steps };
  await saveBlueprint(person, 'demo', blueprint);
  return { projectId, runId: await startRun(person, { projectId, blueprintId: id, input }) };
}

const documents = {
  cancelRun: 'mutation($runId: ID!) { cancelRun(runId: $runId) { id status } }',
  retryStep: 'mutation($runId: ID!, $stepId: String!) { retryStep(runId: $runId, stepId: $stepId) { id } }',
  redriveDeadLetter:
    'mutation($runId: ID!, $stepId: String!) { redriveDeadLetter(runId: $runId, stepId: $stepId) { id } }',
  replayRun: `mutation($runId: ID!, $fromStepId: String!, $input: AWSJSON) {
    replayRun(runId: $runId, fromStepId: $fromStepId, input: $input) { id } }`,
  getRunCost: 'query($runId: ID!) { getRunCost(runId: $runId) { runId totalUsd } }',
  decideApproval: `mutation($approvalId: ID!, $decision: ApprovalDecision!, $comment: String) {
    decideApproval(approvalId: $approvalId, decision: $decision, comment: $comment) { id status } }`,
  startRun: `mutation($projectId: ID!, $blueprintId: String!, $input: AWSJSON, $idempotencyKey: String) {
    startRun(projectId: $projectId, blueprintId: $blueprintId, input: $input, idempotencyKey: $idempotencyKey) { id } }`,
} as const;
export type RunRequest = keyof typeof documents;

/** An operation on runs as a person, whatever is answered. */
export function request(person: Person, name: RunRequest, variables: Record<string, unknown>): Promise<Answer> {
  return graphql(person, documents[name], variables);
}

/** What the operation answered, or `Type: CODE` where it was refused. */
export function outcomeOf({ data, errors }: Answer): unknown {
  const [error] = errors ?? [];
  const code = error?.errorInfo?.code;
  if (error) return `${error.errorType ?? ''}: ${typeof code === 'string' ? code : error.message}`;
  return Object.values(data ?? {})[0];
}

/** The id in what an operation answered. */
export function idOf(answer: Answer): string {
  return z.object({ id: z.string() }).parse(outcomeOf(answer)).id;
}

const approvalSchema = z.object({
  id: z.string(),
  stepId: z.string(),
  round: z.number(),
  status: z.string(),
  decidedByEmail: z.string().nullish(),
});

export async function approvalsOf(person: Person, runId: string) {
  const { items } = await ask(
    person,
    z.object({ items: z.array(approvalSchema) }),
    `query($runId: ID!) { approvalsByRun(runId: $runId, limit: 100) { items { id stepId round status decidedByEmail } } }`,
    { runId },
  );
  return items;
}

/** The gate that is open. */
export function openGate(person: Person, runId: string) {
  return eventually(`a gate of ${runId}`, async () =>
    (await approvalsOf(person, runId)).find(({ status }) => status === 'PENDING'),
  );
}
