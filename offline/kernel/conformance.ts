import { randomBytes } from 'node:crypto';
import type { OfflineService } from './service.ts';
import { type StartedServices, startServices } from './testing.ts';

/** Where conformance cases run: the offline backend, or AWS itself with `REMOTE=1`. */
export type ConformanceTarget = {
  readonly isRemote: boolean;
  /** Configuration of any stock SDK client. With REMOTE=1 region and credentials come from AWS's own variables. */
  readonly client: Partial<StartedServices['client']> & { region: string };
  /** A name that no other run uses. What a case makes, it removes. */
  unique(prefix: string): string;
  /** Lets time pass: moves the offline clock; against AWS it waits. */
  pass(milliseconds: number): Promise<void>;
  stop(): Promise<void>;
};

/**
 * The same cases for both: `offline/services/<name>/conformance.test.ts` starts its service by this. Cases assert what AWS
 * documents, so a run with `REMOTE=1 AWS_REGION=… npx vitest run <file>` against an account must pass unchanged.
 */
export async function startTarget(services: readonly OfflineService[]): Promise<ConformanceTarget> {
  const unique = (prefix: string) => `${prefix}-${randomBytes(6).toString('hex')}`;
  if (process.env.REMOTE === '1') {
    return {
      isRemote: true,
      client: { region: process.env.AWS_REGION ?? 'us-east-1' },
      unique,
      pass: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      stop: () => Promise.resolve(),
    };
  }
  const started = await startServices(services);
  return {
    isRemote: false,
    client: started.client,
    unique,
    pass(milliseconds) {
      started.clock.setOffset(started.clock.offsetMs + milliseconds);
      return Promise.resolve();
    },
    stop: () => started.stop(),
  };
}
