import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  type Agent,
  type AgentManifest,
  type AgentResult,
  defineAgent,
  defineTask,
  noUsage,
  type TaskContext,
} from '#lib/agents/agent';
import { stepKey } from '#lib/domain/run/step-key';
import type { Behaviour, Scenario } from './scenario.ts';

const inputSchema = z.looseObject({ run: z.string(), step: z.string(), index: z.number().optional() });
type Input = z.infer<typeof inputSchema>;
const outputSchema = z.object({
  value: z.string(),
  score: z.number(),
  items: z.array(z.string()),
  padding: z.string().optional(),
});

const doneSchema = z.number().default(0);
const anything = z.unknown();

/** What agents look at and tell beside their work. */
export interface Stage {
  /** The agent is called for a step or branch of the run of that name. */
  begun(run: string, key: string, attempt: number): void;
  /** The agent does as it is told to: something that goes wrong. */
  misbehaved(how: string): void;
  hasTalked(run: string): boolean;
}

/** Agents that do what the scenario has for a step: well, late, badly or not at all. */
export function scriptedAgents(scenario: Scenario, stage: Stage): (id: string) => Agent | undefined {
  const agents = new Map(['scripted', 'assessment'].map((id) => [id, scriptedAgent(id, scenario, stage)]));
  return (id) => agents.get(id);
}

function scriptedAgent(id: string, scenario: Scenario, stage: Stage): Agent {
  const work = defineTask<Input, unknown>(id, {
    title: 'Work',
    input: inputSchema,
    output: outputSchema,
    async run(input, context) {
      const behaviour = scenario.behaviours.get(input.step);
      if (!behaviour) throw new Error(`The scenario has no step ${input.step}.`);
      stage.begun(input.run, stepKey(input.step, input.index), context.attempt);
      if (id === 'assessment' && !stage.hasTalked(input.run)) return { ...resultOf(null), waitFor: 'conversation' };
      return perform(input, context, behaviour, stage);
    },
  });
  const manifest: AgentManifest<unknown, unknown> = {
    ...{ id, name: id, purpose: '', tools: [], timeoutSeconds: 3600, retries: 0, memoryMb: 128 },
    phase: 'platform',
    provider: 'embedded',
    costClass: 'free',
    input: anything,
    output: anything,
  };
  return defineAgent(manifest, () => Promise.reject(new Error('This agent works in runs alone.')), '', { work });
}

async function perform(
  input: Input,
  context: TaskContext,
  behaviour: Behaviour,
  stage: Stage,
): Promise<AgentResult<unknown>> {
  const { failedAttempts, hungAttempts, garbageAttempts, delayMs, slices } = behaviour;
  const { attempt, continuation } = context;
  if (attempt <= hungAttempts) {
    stage.misbehaved('agent hung');
    return new Promise(() => undefined);
  }
  if (delayMs > 0) {
    stage.misbehaved('agent slow');
    await new Promise((resolve) => setTimeout(resolve, delayMs));
  }
  if (attempt <= failedAttempts) {
    stage.misbehaved('agent failed');
    throw new Error('Told to fail.');
  }
  if (attempt <= garbageAttempts) {
    stage.misbehaved('agent answered garbage');
    return resultOf({ value: 0 });
  }
  const done = doneSchema.parse(continuation);
  if (done < slices) {
    stage.misbehaved('agent interrupted itself');
    await context.saveContinuation(done + 1);
  }
  return answer(input, context, behaviour);
}

/** Follows from input and feedback alone: what steps took from one another shows at the end. Files differ by attempt. */
function answer(input: Input, { feedback, attempt }: TaskContext, behaviour: Behaviour): AgentResult<unknown> {
  // The name differs from run to run, the rest must not.
  const { run, ...rest } = input;
  const text = createHash('sha256')
    .update(JSON.stringify([rest, feedback]))
    .digest('hex');
  const value = `${input.step} ${feedback ?? ''} ${text.slice(0, 12)}`;
  const items = Array.from({ length: behaviour.items }, (_, index) => `${value}/${index}`);
  const output = { value, score: Number.parseInt(text.slice(0, 4), 16) % 100, items };
  return {
    ...resultOf(behaviour.isLarge ? { ...output, padding: '.'.repeat(40_000) } : output),
    artifacts: Array.from({ length: behaviour.files }, (_, index) => ({
      ...{ name: `${index}.txt`, contentType: 'text/plain', body: `${run} ${value} ${index} ${attempt}` },
    })),
    usage: { ...noUsage, usd: behaviour.usd, calls: behaviour.usd > 0 ? 1 : 0 },
  };
}

function resultOf(output: unknown): AgentResult<unknown> {
  return { output, artifacts: [], evidence: [], questions: [], progress: {}, usage: noUsage };
}
