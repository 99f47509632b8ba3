import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { getAgent } from '#lib/agents/registry';
import { leaseLimits } from '#lib/domain/run/lease';
import { createTaskRunner } from '#lib/providers/registry';
import { rememberChoices } from '#lib/providers/remember-choices';
import { createProviderServices } from '#lib/providers/services';
import { createAgentProviderRepository } from '#lib/repositories/agent-provider';
import { saveArtifact } from '#lib/repositories/artifact';
import { createAssessmentRepository } from '#lib/repositories/assessment';
import { createBreakerRepository } from '#lib/repositories/breaker';
import { createDesignInterviewRepository } from '#lib/repositories/design-interview';
import { createGuardrailFindingRecorder } from '#lib/repositories/guardrail-finding';
import { createGuardrailPolicyReader } from '#lib/repositories/guardrail-policy';
import { notifyPeople } from '#lib/repositories/notification';
import { createProjectRepository } from '#lib/repositories/project';
import { createRunRepository } from '#lib/repositories/run';
import { createRunStepRepository } from '#lib/repositories/run-step';
import { createLeaseRepository } from '#lib/repositories/worker-lease';
import { createDocumentClient } from '#lib/runtime/documents';
import { readEnvironment } from '#lib/runtime/env';
import { createEventPublisher } from '#lib/runtime/events';
import { createGraphqlRequest } from '#lib/runtime/graphql';
import { createLogger } from '#lib/runtime/logger';
import { createPostponement, createQueueSender } from '#lib/runtime/queue';
import { coalesceEvents } from './coalesce.ts';
import { driveLimits } from './drive-limits.ts';
import { createFileStore } from './file-store.ts';
import type { WorkerPorts } from './ports.ts';
import { processBatch } from './process-batch.ts';
import { createToolServices } from './tool-services.ts';

const env = readEnvironment([
  'AGENT_TABLE',
  'ARTIFACT_TABLE',
  'ASSESSMENT_TABLE',
  'BREAKER_TABLE',
  'BUCKET_NAME',
  'BUS_NAME',
  'DATA_ENDPOINT',
  'DESIGN_INTERVIEW_TABLE',
  'DESIGN_RENDERER_FUNCTION',
  'DOCUMENT_TABLE',
  'GUARDRAIL_FINDING_TABLE',
  'KNOWLEDGE_BASE_TABLE',
  'KNOWLEDGE_SOURCE_TABLE',
  'LEASE_TABLE',
  'ORGANIZATION_TABLE',
  'PROJECT_TABLE',
  'RUN_STEP_TABLE',
  'RUN_TABLE',
  'SOURCE_SCANNER_FUNCTION',
  'WORKER_QUEUE_URL',
]);
const logger = createLogger('worker');
const graphql = createGraphqlRequest(env.DATA_ENDPOINT);
const documents = createDocumentClient();
const files = createFileStore(env.BUCKET_NAME);
const send = createQueueSender();
const postpone = createPostponement(env.WORKER_QUEUE_URL);

/** Publications within so many milliseconds go out together. */
const publishWindowMs = 3;
/** Kept back of the function's time to store what the agents brought. */
const reserveMs = 15_000;
/** Set by tests, so that work is cut into slices and places run out without minutes of work. */
const sliceMs = Number(process.env.WORKER_SLICE_MS ?? Infinity);
const limits = {
  organization: Number(process.env.WORKER_ORGANIZATION_LIMIT ?? leaseLimits.organization),
  agent: Number(process.env.WORKER_AGENT_LIMIT ?? leaseLimits.agent),
};

const choices = createAgentProviderRepository({ documents, tableName: env.AGENT_TABLE });

const steps = createRunStepRepository({ graphql, documents, runTable: env.RUN_TABLE, stepTable: env.RUN_STEP_TABLE });

const runs = createRunRepository({ graphql, documents, tableName: env.RUN_TABLE });

const ports: WorkerPorts = {
  steps,
  driving: {
    limits: driveLimits,
    advance: (...asked) => steps.advance(...asked),
    save: (update) => runs.save(update),
    assign: (assignments) =>
      send(
        env.WORKER_QUEUE_URL,
        assignments.map(({ message, delaySeconds }) => ({ body: message, delaySeconds })),
      ),
    notify: (notification) => notifyPeople(graphql, notification),
  },
  projects: createProjectRepository({ graphql, documents, tableName: env.PROJECT_TABLE }),
  assessments: createAssessmentRepository({ graphql, documents, tableName: env.ASSESSMENT_TABLE }),
  designInterviews: createDesignInterviewRepository({ graphql, documents, tableName: env.DESIGN_INTERVIEW_TABLE }),
  tools: createToolServices({ documents, files, tables: env, functions: env }),
  policies: createGuardrailPolicyReader({ documents, tableName: env.ORGANIZATION_TABLE }),
  findings: createGuardrailFindingRecorder({
    documents,
    tableName: env.GUARDRAIL_FINDING_TABLE,
    now: () => new Date(),
  }),
  leases: createLeaseRepository({ documents, tableName: env.LEASE_TABLE, limits, now: Date.now }),
  getAgent,
  runAgentTask: createTaskRunner(
    rememberChoices((agentId) => choices.get(agentId), Date.now),
    createProviderServices(
      createBreakerRepository({ documents, tableName: env.BREAKER_TABLE, now: Date.now }),
      (message, error) => logger.warn(message, error),
    ),
  ),
  storeFile: (file) => files.store(file),
  readFile: (key) => files.read(key),
  recordArtifact: (artifact) => saveArtifact(graphql, artifact),
  publish: coalesceEvents(createEventPublisher(env.BUS_NAME), publishWindowMs),
  enqueue: (body, delaySeconds) => send(env.WORKER_QUEUE_URL, [{ body, delaySeconds }]),
  now: Date.now,
  random: Math.random,
  logger,
};

export const handler = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  const startedAt = Date.now();
  const failed = await processBatch(event.Records, ports, {
    remainingMs: () => Math.min(context.getRemainingTimeInMillis() - reserveMs, sliceMs - (Date.now() - startedAt)),
    memoryMb: Number(context.memoryLimitInMB),
    comeBack: postpone,
  });
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
};
