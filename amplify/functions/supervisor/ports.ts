import type { Logger } from '@aws-lambda-powertools/logger';
import type { FactoryEvent } from '#lib/domain/events/registry';
import type { WorkerMessage } from '#lib/domain/run/worker-message';
import type { ApprovalRecord } from '#lib/repositories/approval';
import type { DeadLetter, DeadLetterId } from '#lib/repositories/dead-letter';
import type { NotificationRecord } from '#lib/repositories/notification';
import type { RunRepository } from '#lib/repositories/run';

/** A worker's message with the seconds that it is put off. */
export interface Assignment {
  readonly message: WorkerMessage;
  readonly delaySeconds: number;
}

/** What the supervisor works with. Every effect has an id of its own and happens once, however often it is asked for. */
export interface SupervisorPorts {
  readonly runs: Pick<RunRepository, 'get' | 'save' | 'listOpen'>;
  readonly approvals: {
    open(approval: ApprovalRecord): Promise<void>;
    close(id: string, as: 'LAPSED' | 'WITHDRAWN', at: string): Promise<void>;
  };
  readonly notify: (notification: NotificationRecord) => Promise<void>;
  readonly publish: (events: readonly FactoryEvent[]) => Promise<void>;
  readonly assign: (assignments: readonly Assignment[]) => Promise<void>;
  readonly deadLetters: {
    put(letter: DeadLetter): Promise<void>;
    remove(id: DeadLetterId): Promise<void>;
  };
  readonly now: () => Date;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
}
