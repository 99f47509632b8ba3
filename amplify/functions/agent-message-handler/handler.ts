import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { assessment } from '#lib/agents/assessment/agent';
import { techDesign } from '#lib/agents/tech-design/interviewer';
import { parseEvent } from '#lib/domain/events/registry';
import type { RunAgentTask } from '#lib/providers/registry';
import { rememberChoices } from '#lib/providers/remember-choices';
import { createProviderServices } from '#lib/providers/services';
import { createAgentProviderRepository } from '#lib/repositories/agent-provider';
import { createAgentStatusRepository } from '#lib/repositories/agent-status';
import { createAssessmentRepository } from '#lib/repositories/assessment';
import { createBreakerRepository } from '#lib/repositories/breaker';
import { createMessageRepository } from '#lib/repositories/conversation-message';
import { createDesignInterviewRepository } from '#lib/repositories/design-interview';
import { createDocumentStanding } from '#lib/repositories/document-standing';
import { createGuardrailFindingRecorder } from '#lib/repositories/guardrail-finding';
import { createGuardrailPolicyReader } from '#lib/repositories/guardrail-policy';
import { createProjectRepository } from '#lib/repositories/project';
import { selections } from '#lib/repositories/selections';
import { createDocumentClient } from '#lib/runtime/documents';
import { readEnvironment } from '#lib/runtime/env';
import { createEventPublisher } from '#lib/runtime/events';
import { createGraphqlRequest } from '#lib/runtime/graphql';
import { createLogger, createMetrics } from '#lib/runtime/logger';
import { createDocumentReader } from './document-reader.ts';
import { handleMessage } from './handle-message.ts';
import { openDesignInquiry } from './open-inquiry.ts';
import type { MessageDelta } from './ports.ts';

const env = readEnvironment([
  'AGENT_TABLE',
  'BREAKER_TABLE',
  'DATA_ENDPOINT',
  'BUS_NAME',
  'ASSESSMENT_TABLE',
  'CONVERSATION_MESSAGE_TABLE',
  'BUCKET_NAME',
  'DESIGN_INTERVIEW_TABLE',
  'DOCUMENT_TABLE',
  'GUARDRAIL_FINDING_TABLE',
  'ORGANIZATION_TABLE',
  'PROJECT_TABLE',
]);
const logger = createLogger('agent-message-handler');
const metrics = createMetrics('agent-message-handler');
const graphql = createGraphqlRequest(env.DATA_ENDPOINT);
const documents = createDocumentClient();

const deltaDocument = `mutation Publish($organization: String!, $projectId: ID!, $agentId: String!, $sessionId: ID!, $messageId: ID!,
  $replyTo: ID!, $correlationId: String!, $sequence: Int!, $delta: String!, $done: Boolean!) {
  publishMessageDelta(organization: $organization, projectId: $projectId, agentId: $agentId, sessionId: $sessionId,
    messageId: $messageId, replyTo: $replyTo, correlationId: $correlationId, sequence: $sequence, delta: $delta,
    done: $done) { ${selections.MessageDelta} }
}`;

const agents = createAgentProviderRepository({ documents, tableName: env.AGENT_TABLE });
const chooseProvider = rememberChoices((agentId) => agents.get(agentId), Date.now);

/** Most agents think here: what asks others is loaded when one does not. */
const runAgentTask: RunAgentTask = async (agent, request) => {
  const { createTaskRunner } = await import('#lib/providers/registry');
  const run = createTaskRunner(
    chooseProvider,
    createProviderServices(
      createBreakerRepository({ documents, tableName: env.BREAKER_TABLE, now: Date.now }),
      (message, error) => logger.warn(message, error),
    ),
  );
  return run(agent, request);
};

const ports = {
  assessment,
  techDesign,
  designInterviews: createDesignInterviewRepository({ graphql, documents, tableName: env.DESIGN_INTERVIEW_TABLE }),
  policies: createGuardrailPolicyReader({ documents, tableName: env.ORGANIZATION_TABLE }),
  findings: createGuardrailFindingRecorder({
    documents,
    tableName: env.GUARDRAIL_FINDING_TABLE,
    now: () => new Date(),
  }),
  readDocuments: createDocumentReader({
    documents: createDocumentStanding({ documents, tableName: env.DOCUMENT_TABLE }),
    openSegments: async () => (await import('./open-segments.ts')).openSegments(env.BUCKET_NAME),
    now: () => new Date(),
  }),
  chooseProvider,
  runAgentTask,
  assessments: createAssessmentRepository({ graphql, documents, tableName: env.ASSESSMENT_TABLE }),
  messages: createMessageRepository({ graphql, documents, tableName: env.CONVERSATION_MESSAGE_TABLE }),
  projects: createProjectRepository({ graphql, documents, tableName: env.PROJECT_TABLE }),
  statuses: createAgentStatusRepository(graphql),
  publish: createEventPublisher(env.BUS_NAME),
  publishDelta: async (delta: MessageDelta) => {
    await graphql('publishMessageDelta', deltaDocument, { ...delta });
  },
  now: () => new Date(),
  logger,
  metrics,
};

const named = z.object({ 'detail-type': z.string() });

/** Keeps this much of the function's time for storing what the agent decided. */
const reserveMs = 10_000;

export const handler = async (event: unknown, context: Context): Promise<void> => {
  const remainingMs = () => context.getRemainingTimeInMillis() - reserveMs;
  const about = ({ correlationId, projectId, agentId }: Record<'correlationId' | 'projectId' | 'agentId', string>) =>
    logger.appendKeys({ correlationId, projectId, agentId });
  try {
    if (named.parse(event)['detail-type'] === 'interview.requested') {
      const inquiry = parseEvent('interview.requested', event);
      about(inquiry);
      await openDesignInquiry(inquiry, { ...ports, remainingMs });
      return;
    }
    const detail = parseEvent('message.sent_to_agent', event);
    about(detail);
    await handleMessage(detail, { ...ports, remainingMs });
  } finally {
    metrics.publishStoredMetrics();
  }
};
