import type { WorkLimits } from '#lib/domain/run/work-limits';
import type { Agent } from './agent.ts';

/** How often and how long each task of these agents is tried: as the task says, else as its agent's manifest does. */
export function workLimitsOf(agents: Readonly<Record<string, Agent>>): WorkLimits {
  const limits = Object.entries(agents).flatMap(([id, { manifest, tasks }]) =>
    Object.entries(tasks).flatMap(([name, { retries, timeoutSeconds }], index) => {
      const limit = {
        attempts: 1 + (retries ?? manifest.retries),
        timeoutSeconds: timeoutSeconds ?? manifest.timeoutSeconds,
      };
      return index === 0
        ? [[id, limit] as const, [`${id}/${name}`, limit] as const]
        : [[`${id}/${name}`, limit] as const];
    }),
  );
  return Object.fromEntries(limits);
}
