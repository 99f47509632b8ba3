import * as z from 'zod';
import { type AgentContext, type AgentResult, defineTask, noUsage, type TaskContext } from '../agent.ts';
import { probeManifest } from './manifest.ts';
import { type ProbeInput, probeInputSchema, probeOutputSchema } from './schema.ts';

const itemBytes = 100;
/** Kept of a slice's time to say where the work stands. */
const reserveMs = 1000;
const stoodSchema = z.object({ slices: z.number().int(), passedMs: z.number() }).default({ slices: 0, passedMs: 0 });

/** Does what it is told to, within a run. */
export const echoTask = defineTask<ProbeInput, unknown>(probeManifest.id, {
  title: 'Echo',
  input: probeInputSchema,
  output: probeOutputSchema,
  timeoutSeconds: 3600,
  retries: 2,
  run: runEcho,
});

async function runEcho(input: ProbeInput, context: TaskContext): Promise<AgentResult<unknown>> {
  const stood = stoodSchema.parse(context.continuation);
  context.log(`attempt ${context.attempt}, slice ${stood.slices + 1}`);
  if (input.hang) await never();
  const leftMs = input.delayMs - stood.passedMs;
  const sliceMs = Math.max(0, Math.min(leftMs, context.remainingMs() - reserveMs));
  await pass(sliceMs, context);
  const stands = { slices: stood.slices + 1, passedMs: stood.passedMs + sliceMs };
  if (sliceMs < leftMs) await context.saveContinuation(stands);
  if (context.attempt <= input.failTimes) throw new Error(`Told to fail ${input.failTimes} times.`);
  if (stood.slices < input.slices) await context.saveContinuation(stands);
  return answer(input, { attempt: context.attempt, slices: stood.slices });
}

/** The same outside a run: one attempt in one piece. */
export async function runProbe(input: ProbeInput, context: AgentContext): Promise<AgentResult<unknown>> {
  await (input.hang ? never() : pass(input.delayMs, context));
  if (input.failTimes > 0) throw new Error(`Told to fail ${input.failTimes} times.`);
  return answer(input, { attempt: 1, slices: 0 });
}

function answer(input: ProbeInput, work: { attempt: number; slices: number }): AgentResult<unknown> {
  // A number where the schema promises a list: what an agent that is not well might answer.
  const items = input.garbage ? { items: 0 } : input.size > 0 ? { items: itemsOf(input.size) } : {};
  return {
    output: { value: input.value ?? null, ...work, ...items },
    artifacts:
      input.file === undefined
        ? []
        : [{ name: 'probe.txt', contentType: 'text/plain; charset=utf-8', body: input.file }],
    evidence: [],
    questions: [],
    progress: {},
    usage: noUsage,
  };
}

function itemsOf(size: number): string[] {
  return Array.from({ length: Math.ceil(size / itemBytes) }, (_, index) => String(index).padStart(itemBytes - 3, '.'));
}

/** Not even when it is cancelled. */
function never(): Promise<never> {
  return new Promise(() => undefined);
}

/** Lets time pass until it is over or the work is cancelled. */
function pass(milliseconds: number, { signal }: AgentContext): Promise<void> {
  if (milliseconds === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason instanceof Error ? signal.reason : new Error('The work was cancelled.'));
      },
      { once: true },
    );
  });
}
