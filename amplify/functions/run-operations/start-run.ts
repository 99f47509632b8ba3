import * as z from 'zod/mini';
import { getBlueprint } from '#lib/blueprints/registry';
import { factsOf } from '#lib/domain/blueprint/facts';
import { initialPaths } from '#lib/domain/blueprint/graph';
import { validateRunInput } from '#lib/domain/blueprint/run-input';
import { type Blueprint, blueprintSchema } from '#lib/domain/blueprint/schema';
import { fail, invalid, type Outcome, succeed } from '#lib/domain/outcome/outcome';
import { beginRun } from '#lib/domain/run/begin';
import type { RunState } from '#lib/domain/run/state';
import type { RunRecord } from '#lib/repositories/run';
import { derivedId } from '#lib/runtime/ids';
import type { OperationCall } from '#lib/runtime/operation';
import type { RunOperationPorts } from './ports.ts';
import { requestTask } from './request-task.ts';

const idempotencyKey = z.nullish(z.string().check(z.minLength(1), z.maxLength(128)));
const startSchema = z.object({ blueprintId: z.string(), input: z.optional(z.unknown()), idempotencyKey });
const submitSchema = z.object({
  input: z.object({
    blueprintId: z.nullish(z.string()),
    agentId: z.nullish(z.string()),
    task: z.nullish(z.string()),
    input: z.optional(z.unknown()),
    idempotencyKey,
  }),
});
const taskSchema = z.object({ agentId: z.string(), task: z.unknown() });

/** What a run is started with. */
export interface NewRun {
  readonly blueprint: Blueprint;
  readonly input: Readonly<Record<string, unknown>>;
  readonly idempotencyKey?: string | null | undefined;
  /** Of a replay: the state with what it takes over, and where from. */
  readonly replay?: Pick<RunRecord, 'replayOf' | 'fromStepId' | 'isFork' | 'state'>;
}

export async function startRun(call: OperationCall, ports: RunOperationPorts): Promise<Outcome<unknown>> {
  const { blueprintId, input, idempotencyKey: key } = startSchema.parse(call.arguments);
  const found = await findBlueprint(call, blueprintId, ports);
  if (!found.ok) return found;
  return beginNewRun(call, { blueprint: found.data, input: asInput(input), idempotencyKey: key }, ports);
}

/** A blueprint by its id, or one task of one agent. */
export async function submitTask(call: OperationCall, ports: RunOperationPorts): Promise<Outcome<unknown>> {
  const parsed = submitSchema.safeParse({ input: parsedJson(call.arguments.input) });
  if (!parsed.success) return invalid('input', 'input must be an object with blueprintId or agentId.');
  const { blueprintId, agentId, task, input, idempotencyKey: key } = parsed.data.input;
  if (blueprintId && agentId) return invalid('input', 'input must name a blueprintId or an agentId, not both.');
  if (blueprintId) return startRun({ ...call, arguments: { blueprintId, input, idempotencyKey: key } }, ports);
  if (!agentId) return invalid('input', 'input must name a blueprintId or an agentId.');
  const made = await oneStepBlueprint({ agentId, task: task ?? undefined, input: asInput(input) }, ports);
  return made.ok ? beginNewRun(call, { blueprint: made.data, input: {}, idempotencyKey: key }, ports) : made;
}

/** One task of one agent; answers the run's id. A text is handed over as the input `text`. */
export async function executeTaskOnAgent(call: OperationCall, ports: RunOperationPorts): Promise<Outcome<unknown>> {
  const { agentId, task } = taskSchema.parse(call.arguments);
  const given = parsedJson(task);
  const { task: name, input } = z
    .object({ task: z.optional(z.string()), input: z.optional(z.unknown()) })
    .parse(typeof given === 'object' && given !== null ? given : {});
  const isNamed = name !== undefined || input !== undefined;
  const taskInput = typeof given === 'string' ? { text: given } : asInput(isNamed ? input : given);
  const made = await oneStepBlueprint({ agentId, task: name, input: taskInput }, ports);
  if (!made.ok) return made;
  const begun = await beginNewRun(call, { blueprint: made.data, input: {} }, ports);
  return begun.ok ? succeed(begun.data.id) : begun;
}

async function findBlueprint(
  call: OperationCall,
  blueprintId: string,
  ports: RunOperationPorts,
): Promise<Outcome<Blueprint>> {
  const builtIn = getBlueprint(blueprintId);
  if (builtIn) return succeed(builtIn);
  const organization = call.project?.organization ?? call.run?.organization ?? '';
  const isId = /^[a-z][a-z0-9-]{0,47}$/.test(blueprintId);
  const stored = isId ? await ports.blueprints.latest(organization, blueprintId) : undefined;
  if (stored) return succeed(blueprintSchema.parse(stored.definition));
  return fail({
    type: 'NotFound',
    code: 'BLUEPRINT_NOT_FOUND',
    field: 'blueprintId',
    message:
      'There is no such blueprint. Take one that is built in, such as transformation, or one of your organization.',
  });
}

async function oneStepBlueprint(
  { agentId, task, input }: { agentId: string; task?: string | undefined; input: Record<string, unknown> },
  ports: RunOperationPorts,
): Promise<Outcome<Blueprint>> {
  const agent = await ports.agents.get(agentId);
  if (agent?.state !== 'active') {
    const message = 'There is no such agent at work.';
    return fail({ type: 'NotFound', code: 'AGENT_NOT_FOUND', field: 'agentId', message });
  }
  const parsed = blueprintSchema.safeParse({
    schemaVersion: 1,
    id: 'one-task',
    name: `${agent.name}: ${task ?? 'task'}`,
    version: 1,
    steps: [
      {
        id: 'task',
        title: agent.name,
        agent: agentId,
        ...(task === undefined ? {} : { task }),
        inputs: Object.fromEntries(Object.entries(input).map(([name, value]) => [name, { value }])),
      },
    ],
  });
  if (parsed.success) return succeed(parsed.data);
  return invalid('task', `The task is not valid: ${z.prettifyError(parsed.error)}`);
}

/** Stores the run once per id and tells the supervisor; started again under its key it is told again, no more. */
export async function beginNewRun(
  call: OperationCall,
  { blueprint, input, idempotencyKey: key, replay }: NewRun,
  ports: RunOperationPorts,
): Promise<Outcome<RunRecord>> {
  const scope = call.project ?? call.run;
  if (!scope) throw new Error(`${call.operation} was called without a project. The resolver loads it first.`);
  const projectId = call.project?.id ?? call.run?.projectId ?? '';
  const project = await ports.projects.get(projectId);
  if (!project) {
    const message = 'There is no such project. Check its id.';
    return fail({ type: 'NotFound', code: 'PROJECT_NOT_FOUND', field: 'projectId', message });
  }
  if (project.archivedAt) {
    const message = 'The project is archived. Restore it to start a run.';
    return fail({ type: 'Conflict', code: 'PROJECT_ARCHIVED', field: 'projectId', message });
  }
  const checked = validateRunInput(blueprint, input);
  if (!checked.ok) return checked;
  const at = ports.now();
  const { organization } = project;
  const { userId, email } = call.caller;
  const id = key ? derivedId('run', organization, userId ?? '', projectId, key) : ports.newId();
  const facts = factsOf(initialPaths(blueprint), { run: { input }, project });
  const begun = replay?.state ?? beginRun({ blueprint, facts, at: at.getTime() });
  // A fork decides by its own input.
  const state: RunState = { ...begun, facts: { ...begun.facts, ...facts } };
  const isNew = await ports.runs.create({
    ...{ id, organization, projectId },
    blueprintId: blueprint.id,
    blueprintVersion: blueprint.version,
    name: blueprint.name,
    status: state.status,
    version: 0,
    state,
    definition: blueprint,
    input,
    correlationId: call.correlationId,
    startedBy: userId,
    startedByEmail: email,
    startedAt: at.toISOString(),
    spentUsd: 0,
    replayOf: replay?.replayOf ?? null,
    fromStepId: replay?.fromStepId ?? null,
    isFork: replay?.isFork ?? false,
  });
  const stored = await ports.runs.get(id);
  if (!stored) throw new Error(`Run ${id} was stored and is not there.`);
  if (!isNew && stored.blueprintId !== blueprint.id) {
    const message = 'This idempotencyKey was used for another run. Take a new key.';
    return fail({ type: 'Conflict', code: 'KEY_REUSED', field: 'idempotencyKey', message });
  }
  return requestTask(stored, { kind: 'start' }, ports);
}

function asInput(value: unknown): Record<string, unknown> {
  const parsed = parsedJson(value);
  const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  return isObject ? { ...parsed } : parsed === null || parsed === undefined ? {} : { value: parsed };
}

/** AWSJSON arrives as its value, from some callers as text. */
function parsedJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
