import type { EventName } from './registry.ts';

/** What a consumer listens to: an event, narrowed by exact values in its detail where given. */
export interface Interest {
  readonly event: EventName;
  readonly where?: Readonly<Record<string, readonly (string | boolean)[]>>;
}

/** Who consumes what. Each consumer gets a rule per interest and dead letters of its own. */
export const consumers = {
  agentMessageHandler: [{ event: 'message.sent_to_agent' }],
  projectProgressUpdater: [{ event: 'assessment.progress.updated' }],
  assessmentCompletionNotifier: [{ event: 'assessment.completed' }],
  reportRenderer: [
    { event: 'assessment.completed' },
    { event: 'assessment.progress.updated', where: { revised: [true] } },
  ],
} as const satisfies Record<string, readonly Interest[]>;

export type Consumer = keyof typeof consumers;

/** Two attempts after the first, within two hours, as the events' contract has it. */
export const deliveryPolicy = { retryAttempts: 2, maximumAgeHours: 2 } as const;
