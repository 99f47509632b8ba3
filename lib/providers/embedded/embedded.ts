import type { Agent, AgentContext, AgentResult } from '#lib/agents/agent';

/** The agent could not answer; `cause` says why. Trying the same message again would not help. */
export class AgentFailure extends Error {
  override readonly name = 'AgentFailure';
}

/**
 * Runs an agent's own core, here, within its manifest's time and what remains of the worker's.
 * @throws AgentFailure when the core throws, takes too long, or answers what its schema does not allow.
 */
export async function runEmbedded<Output>(
  agent: Agent<Output>,
  input: unknown,
  context: Omit<AgentContext, 'signal'>,
): Promise<AgentResult<Output>> {
  const { id, timeoutSeconds } = agent.manifest;
  const timeoutMs = Math.min(timeoutSeconds * 1000, context.remainingMs());
  const signal = AbortSignal.timeout(Math.max(0, timeoutMs));
  const timedOut = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error(`The agent ${id} took longer than ${timeoutMs} ms.`)), {
      once: true,
    });
  });
  try {
    return await Promise.race([agent.run(input, { ...context, signal }), timedOut]);
  } catch (cause) {
    throw new AgentFailure(`The agent ${id} could not answer.`, { cause });
  }
}
