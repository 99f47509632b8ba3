import * as z from 'zod/mini';
import { tooDeepAt } from '#lib/domain/blueprint/nesting';
import { type Blueprint, blueprintSchema } from '#lib/domain/blueprint/schema';
import { fail, invalid, type Outcome, succeed } from '#lib/domain/outcome/outcome';
import type { RunOperationPorts } from './ports.ts';
import { jsonBytes } from './read-arguments.ts';

/** Of what an agent is given, as JSON, in bytes; as much as a run's input may have. */
const inputMaxBytes = 100_000;

interface OneTask {
  readonly agentId: string;
  readonly task?: string | undefined;
  readonly input: Readonly<Record<string, unknown>>;
  /** The argument that the input came in. */
  readonly inputField: 'task' | 'input';
}

/** One task of one agent, as a blueprint. */
export async function oneStepBlueprint(
  { agentId, task, input, inputField }: OneTask,
  ports: Pick<RunOperationPorts, 'agents'>,
): Promise<Outcome<Blueprint>> {
  // What cannot be an id is not looked for: the table refuses keys that are empty or too long.
  const agent = /^[a-z][a-z0-9-]{0,47}$/.test(agentId) ? await ports.agents.get(agentId) : undefined;
  if (agent?.state !== 'active') {
    const message = 'There is no such agent at work.';
    return fail({ type: 'NotFound', code: 'AGENT_NOT_FOUND', field: 'agentId', message });
  }
  const bytes = jsonBytes(input);
  if (bytes > inputMaxBytes) {
    const message = `${inputField} has ${bytes} bytes; ${inputMaxBytes} are allowed. Pass large content as a file.`;
    return invalid(inputField, message);
  }
  const definition = {
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
  };
  if (tooDeepAt(definition)) {
    return invalid(
      inputField,
      `${inputField} is nested deeper than a run can keep. Pass such content as text or a file.`,
    );
  }
  const parsed = blueprintSchema.safeParse(definition);
  if (parsed.success) return succeed(parsed.data);
  return invalid('task', `The task is not valid: ${z.prettifyError(parsed.error)}`);
}
