import type { ProviderChoice } from './registry.ts';

/** An administrator's change takes effect after this at the latest. */
const keptMs = 60_000;

/**
 * Asks once a minute at most where an agent thinks. Where that cannot be read, what was known last counts; there is no
 * going on without ever having known, for work would be done in a place that nobody chose.
 */
export function rememberChoices(
  read: (agentId: string) => Promise<ProviderChoice | undefined>,
  now: () => number,
): (agentId: string) => Promise<ProviderChoice | undefined> {
  const known = new Map<string, { readonly readAt: number; readonly choice: Promise<ProviderChoice | undefined> }>();

  return async (agentId) => {
    const last = known.get(agentId);
    if (last && now() - last.readAt < keptMs) return last.choice;
    const choice = read(agentId);
    // Who asks meanwhile waits for the same answer.
    known.set(agentId, { readAt: now(), choice });
    try {
      return await choice;
    } catch (error) {
      if (last) known.set(agentId, { readAt: now(), choice: last.choice });
      else known.delete(agentId);
      if (!last) throw error;
      return last.choice;
    }
  };
}
