import { type Lease, leaseRetriesMs } from '#lib/domain/run/lease';
import type { LeaseScope } from '#lib/repositories/worker-lease';
import type { WorkerPorts } from './ports.ts';

/** So long a place that nobody is at is kept for the next step of the same drive, in milliseconds. */
const idleMs = 100;

interface Place {
  readonly scope: LeaseScope;
  readonly lease: Lease;
}

/** Places at work of one message and of what follows from it: a step takes the place of the one before. */
export interface Places {
  /** A place that is left, or a new one under this lease; undefined where all are taken. */
  take(scope: LeaseScope, lease: Lease): Promise<Lease | undefined>;
  leave(scope: LeaseScope, lease: Lease): void;
  /** Gives back what is left. A place that cannot be given back lapses by itself. */
  close(): Promise<void>;
}

export function createPlaces({ leases, random, logger }: Pick<WorkerPorts, 'leases' | 'random' | 'logger'>): Places {
  let idle: Place[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let giving = Promise.resolve();

  async function acquire(scope: LeaseScope, lease: Lease): Promise<boolean> {
    if (await leases.acquire(scope, lease)) return true;
    for (const waitMs of leaseRetriesMs) {
      await new Promise((resolve) => setTimeout(resolve, waitMs * (0.5 + random())));
      if (await leases.acquire(scope, lease)) return true;
    }
    return false;
  }

  /** All that are idle at the same time, which is one request. */
  function giveBack(): void {
    clearTimeout(timer);
    timer = undefined;
    const given = idle;
    idle = [];
    const released = given.map(({ scope, lease }) =>
      leases.release(scope, lease).catch((error: unknown) => {
        logger.warn('lease not given back', error instanceof Error ? error : String(error));
      }),
    );
    giving = Promise.all([giving, ...released]).then(() => undefined);
  }

  return {
    async take(scope, lease) {
      const place = idle.findLast(({ scope: { agent } }) => agent === scope.agent);
      if (place) {
        idle = idle.filter((one) => one !== place);
        return place.lease;
      }
      return (await acquire(scope, lease)) ? lease : undefined;
    },
    leave(scope, lease) {
      idle.push({ scope, lease });
      timer ??= setTimeout(giveBack, idleMs);
    },
    async close() {
      giveBack();
      await giving;
    },
  };
}
