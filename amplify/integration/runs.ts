import { z } from 'zod';
import type { BlueprintDefinition } from '#lib/domain/blueprint/schema';
import { eventually } from './conversation.ts';
import { ask, type Person } from './people.ts';

const json = z.preprocess((value): unknown => (typeof value === 'string' ? JSON.parse(value) : value), z.unknown());

const runSchema = z.object({ id: z.string(), status: z.string(), reason: z.string().nullish(), state: json });
const stepSchema = z.object({
  key: z.string(),
  agentId: z.string(),
  status: z.string(),
  attempt: z.number(),
  input: json,
  output: json,
  outputKey: z.string().nullish(),
  logs: z.array(z.string()).nullish(),
  artifacts: json,
  usage: json,
  usd: z.number().nullish(),
  reason: z.string().nullish(),
});
const stepFields = 'key agentId status attempt input output outputKey logs artifacts usage usd reason';

/** Saves a blueprint of the organization under an id of its own. */
export async function saveBlueprint(person: Person, organization: string, definition: BlueprintDefinition) {
  await ask(
    person,
    z.object({ blueprintId: z.string() }),
    `mutation($organization: String!, $definition: AWSJSON!) {
      saveBlueprint(organization: $organization, definition: $definition) { blueprintId version } }`,
    { organization, definition: JSON.stringify(definition) },
  );
}

export async function startRun(
  person: Person,
  start: { projectId: string; blueprintId: string; input?: unknown },
): Promise<string> {
  const { id } = await ask(
    person,
    z.object({ id: z.string() }),
    `mutation($projectId: ID!, $blueprintId: String!, $input: AWSJSON) {
      startRun(projectId: $projectId, blueprintId: $blueprintId, input: $input) { id status } }`,
    { ...start, input: JSON.stringify(start.input ?? {}) },
  );
  return id;
}

export function getRun(person: Person, id: string) {
  return ask(person, runSchema, 'query($id: ID!) { getRun(id: $id) { id status reason state } }', { id });
}

/** The run once it is at rest in one of these statuses. */
export function runIn(person: Person, id: string, statuses: readonly string[]) {
  return eventually(`run ${id} to be ${statuses.join(' or ')}`, async () => {
    const run = await getRun(person, id);
    return statuses.includes(run.status) ? run : undefined;
  });
}

/** The records of a run's steps, by key. */
export async function stepsOf(person: Person, runId: string) {
  const { items } = await ask(
    person,
    z.object({ items: z.array(stepSchema) }),
    `query($runId: ID!) { runStepsByRun(runId: $runId, limit: 1000) { items { ${stepFields} } } }`,
    { runId },
  );
  return Object.fromEntries(items.map((step) => [step.key, step]));
}
