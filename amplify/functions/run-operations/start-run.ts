import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { getBlueprint } from '#lib/blueprints/registry';
import { factsOf } from '#lib/domain/blueprint/facts';
import { initialPaths } from '#lib/domain/blueprint/graph';
import { validateRunInput } from '#lib/domain/blueprint/run-input';
import { type Blueprint, blueprintSchema } from '#lib/domain/blueprint/schema';
import { fail, invalid, type Outcome, succeed } from '#lib/domain/outcome/outcome';
import { beginRun } from '#lib/domain/run/begin';
import type { RunState } from '#lib/domain/run/state';
import { withWorkLimits } from '#lib/domain/run/work-limits';
import type { RunRecord } from '#lib/repositories/run';
import { derivedId } from '#lib/runtime/ids';
import type { OperationCall } from '#lib/runtime/operation';
import { oneStepBlueprint } from './one-step-blueprint.ts';
import type { RunOperationPorts } from './ports.ts';
import { projectAtWork } from './project-at-work.ts';
import { idempotencyKeySchema, jsonBytes, parsedJson, readArguments } from './read-arguments.ts';
import { setOut } from './set-out.ts';

const startSchema = z.object({
  blueprintId: z.string('must be text'),
  input: z.optional(z.unknown()),
  idempotencyKey: idempotencyKeySchema,
});
const submitSchema = z.object(
  {
    blueprintId: z.nullish(z.string('must be text')),
    agentId: z.nullish(z.string('must be text')),
    task: z.nullish(z.string('must be text')),
    input: z.optional(z.unknown()),
    idempotencyKey: idempotencyKeySchema,
  },
  'must be an object with blueprintId or agentId',
);
const executeSchema = z.object({ agentId: z.string('must be text'), task: z.unknown() });
const taskSchema = z.object({ task: z.optional(z.string('must be text')), input: z.optional(z.unknown()) });

/** Of definition and input as JSON, in bytes: with 100 KB of state they fit the 400 KB of an item of the table. */
const recordMaxBytes = 280_000;

/** What a run is started with. */
export interface NewRun {
  readonly blueprint: Blueprint;
  readonly input: Readonly<Record<string, unknown>>;
  readonly idempotencyKey?: string | null | undefined;
  /** Of a replay: the state with what it takes over, and where from. */
  readonly replay?: Pick<RunRecord, 'replayOf' | 'fromStepId' | 'isFork' | 'state'>;
}

export async function startRun(call: OperationCall, ports: RunOperationPorts): Promise<Outcome<unknown>> {
  const read = readArguments(startSchema, call.arguments);
  if (!read.ok) return read;
  const { blueprintId, input, idempotencyKey } = read.data;
  const found = await findBlueprint(call, blueprintId, ports);
  if (!found.ok) return found;
  return beginNewRun(call, { blueprint: found.data, input: asInput(input), idempotencyKey }, ports);
}

/** A blueprint by its id, or one task of one agent. */
export async function submitTask(call: OperationCall, ports: RunOperationPorts): Promise<Outcome<unknown>> {
  const read = readArguments(submitSchema, parsedJson(call.arguments.input), 'input');
  if (!read.ok) return read;
  const { input, idempotencyKey } = read.data;
  const [blueprintId, agentId] = [read.data.blueprintId ?? undefined, read.data.agentId ?? undefined];
  if (blueprintId !== undefined && agentId !== undefined) {
    return invalid('input', 'input must name a blueprintId or an agentId, not both.');
  }
  if (blueprintId !== undefined) return startRun({ ...call, arguments: { blueprintId, input, idempotencyKey } }, ports);
  if (agentId === undefined) return invalid('input', 'input must name a blueprintId or an agentId.');
  const task = read.data.task ?? undefined;
  const made = await oneStepBlueprint({ agentId, task, input: asInput(input), inputField: 'input' }, ports);
  return made.ok ? beginNewRun(call, { blueprint: made.data, input: {}, idempotencyKey }, ports) : made;
}

/** One task of one agent; answers the run's id. A text is handed over as the input `text`. */
export async function executeTaskOnAgent(call: OperationCall, ports: RunOperationPorts): Promise<Outcome<unknown>> {
  const read = readArguments(executeSchema, call.arguments);
  if (!read.ok) return read;
  const given = parsedJson(read.data.task);
  const named = readArguments(taskSchema, typeof given === 'object' && given !== null ? given : {}, 'task');
  if (!named.ok) return invalid('task', `In task, ${named.error.message}`);
  const { task, input } = named.data;
  const isNamed = task !== undefined || input !== undefined;
  const taskInput = typeof given === 'string' ? { text: given } : asInput(isNamed ? input : given);
  const { agentId } = read.data;
  const made = await oneStepBlueprint({ agentId, task, input: taskInput, inputField: 'task' }, ports);
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

/** Stores the run once per id and has it begun; started again under its key it is asked for again, no more. */
export async function beginNewRun(
  call: OperationCall,
  { blueprint: asked, input, idempotencyKey: key, replay }: NewRun,
  ports: RunOperationPorts,
): Promise<Outcome<RunRecord>> {
  const blueprint = withWorkLimits(asked, ports.workLimits);
  const scope = call.project ?? call.run;
  if (!scope) throw new Error(`${call.operation} was called without a project. The resolver loads it first.`);
  const projectId = call.project?.id ?? call.run?.projectId ?? '';
  const found = await projectAtWork({ id: projectId, organization: scope.organization }, ports);
  if (!found.ok) return found;
  const project = found.data;
  const checked = validateRunInput(blueprint, input);
  if (!checked.ok) return checked;
  const bytes = jsonBytes(blueprint) + jsonBytes(input);
  if (bytes > recordMaxBytes) {
    const message = `Blueprint and input have ${bytes} bytes together; ${recordMaxBytes} are allowed. Pass large content as a file.`;
    return invalid('input', message);
  }
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
  if (!isNew && !isSameRun(stored, { blueprint, input, replay })) {
    const message = 'This idempotencyKey was used for another run. Take a new key.';
    return fail({ type: 'Conflict', code: 'KEY_REUSED', field: 'idempotencyKey', message });
  }
  return setOut(stored, { isNew }, ports);
}

/** Whether a run that was stored under a key is the one that is asked for now. */
function isSameRun(
  stored: Pick<RunRecord, 'definition' | 'input' | 'replayOf' | 'fromStepId'>,
  { blueprint, input, replay }: NewRun,
): boolean {
  if ((stored.replayOf ?? null) !== (replay?.replayOf ?? null)) return false;
  if ((stored.fromStepId ?? null) !== (replay?.fromStepId ?? null)) return false;
  // The table gives the fields of an object in any order.
  return isDeepStrictEqual(asJson([stored.definition, stored.input ?? {}]), asJson([blueprint, input]));
}

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function asInput(value: unknown): Record<string, unknown> {
  const parsed = parsedJson(value);
  const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  return isObject ? { ...parsed } : parsed === null || parsed === undefined ? {} : { value: parsed };
}
