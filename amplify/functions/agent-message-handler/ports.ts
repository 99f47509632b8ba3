import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { Agent } from '#lib/agents/agent';
import type { ProviderChoice, RunAgentTask } from '#lib/providers/registry';
import type { AgentStatusRecord } from '#lib/repositories/agent-status';
import type { AssessmentRepository } from '#lib/repositories/assessment';
import type { MessageRepository } from '#lib/repositories/conversation-message';
import type { DesignInterviewRepository } from '#lib/repositories/design-interview';
import type { GuardrailFindingRecorder } from '#lib/repositories/guardrail-finding';
import type { GuardrailPolicyReader } from '#lib/repositories/guardrail-policy';
import type { ProjectRepository } from '#lib/repositories/project';
import type { PublishEvents } from '#lib/runtime/events';
import type { DocumentReader } from './document-reader.ts';
import type { InterviewOutput } from './interview.ts';

export interface MessageDelta {
  readonly organization: string;
  readonly projectId: string;
  readonly agentId: string;
  readonly sessionId: string;
  readonly messageId: string;
  readonly replyTo: string;
  readonly correlationId: string;
  readonly sequence: number;
  readonly delta: string;
  readonly done: boolean;
}

/** What handling a message works with. */
export interface HandlerPorts {
  readonly assessment: Agent<InterviewOutput>;
  /** Interviews for technical designs. */
  readonly techDesign: Agent<InterviewOutput>;
  /** Where an agent thinks by its record; undefined: where its manifest says. */
  readonly chooseProvider: (agentId: string) => Promise<ProviderChoice | undefined>;
  readonly runAgentTask: RunAgentTask;
  readonly assessments: AssessmentRepository;
  readonly designInterviews: DesignInterviewRepository;
  /** What organizations have decided about what may leave the platform. */
  readonly policies: GuardrailPolicyReader;
  readonly findings: GuardrailFindingRecorder;
  /** What documents say to the assessment's questions; without it none is read. */
  readonly readDocuments?: DocumentReader;
  readonly messages: Pick<MessageRepository, 'get' | 'create' | 'listRecent'>;
  readonly projects: Pick<ProjectRepository, 'get'>;
  readonly statuses: { set(status: AgentStatusRecord): Promise<void> };
  readonly publish: PublishEvents;
  readonly publishDelta: (delta: MessageDelta) => Promise<void>;
  readonly now: () => Date;
  readonly remainingMs: () => number;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error' | 'appendKeys'>;
  readonly metrics: { addMetric(...metric: Parameters<Metrics['addMetric']>): unknown };
}
