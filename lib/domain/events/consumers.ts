import type { EventName } from './registry.ts';

/** What a consumer listens to: an event, narrowed by exact values in its detail where given. */
export interface Interest {
  readonly event: EventName;
  readonly where?: Readonly<Record<string, readonly (string | boolean)[]>>;
}

/** Who consumes what. Each consumer gets a rule per interest and dead letters of its own. */
export const consumers = {
  agentMessageHandler: [{ event: 'message.sent_to_agent' }, { event: 'interview.requested' }],
  projectProgressUpdater: [
    { event: 'assessment.progress.updated' },
    { event: 'design.progress.updated' },
    { event: 'design.completed' },
    { event: 'planning.completed' },
    { event: 'implementation.ready' },
    { event: 'run.completed' },
    { event: 'run.failed' },
  ],
  knowledgeIndexer: [{ event: 'document.processed' }],
  designProgressNotifier: [{ event: 'design.progress.updated' }],
  usageRecorder: [{ event: 'run.completed' }, { event: 'run.failed' }, { event: 'run.cancelled' }],
  documentProcessor: [{ event: 'document.uploaded' }, { event: 'document.recognized' }],
  assessmentCompletionNotifier: [{ event: 'assessment.completed' }],
  reportRenderer: [
    { event: 'assessment.completed' },
    { event: 'assessment.progress.updated', where: { revised: [true] } },
  ],
} as const satisfies Record<string, readonly Interest[]>;

export type Consumer = keyof typeof consumers;

/** Who consumes from a queue of its own, several events at a time. */
export const queueConsumers = {
  supervisor: [
    { event: 'task.request' },
    { event: 'task.completion' },
    { event: 'approval.decided' },
    { event: 'assessment.completed' },
    { event: 'interview.completed' },
  ],
} as const satisfies Record<string, readonly Interest[]>;

export type QueueConsumer = keyof typeof queueConsumers;

/** Two attempts after the first, within two hours, as the events' contract has it. */
export const deliveryPolicy = { retryAttempts: 2, maximumAgeHours: 2 } as const;
