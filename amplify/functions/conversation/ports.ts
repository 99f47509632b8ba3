import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { createAgentRepository } from '#lib/repositories/agent';
import type { createSessionRepository } from '#lib/repositories/chat-session';
import type { MessageRepository } from '#lib/repositories/conversation-message';
import type { ProjectRepository } from '#lib/repositories/project';
import type { PublishEvents } from '#lib/runtime/events';

/** What the operations of this function work with. */
export interface ConversationPorts {
  readonly agents: ReturnType<typeof createAgentRepository>;
  readonly messages: Pick<MessageRepository, 'create' | 'markDispatched'>;
  readonly projects: Pick<ProjectRepository, 'get'>;
  readonly sessions: ReturnType<typeof createSessionRepository>;
  readonly publish: PublishEvents;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error' | 'appendKeys'>;
  readonly metrics: { addMetric(...metric: Parameters<Metrics['addMetric']>): unknown };
}
