import type { Outcome } from '#lib/domain/outcome/outcome';
import { workLimitsSchema } from '#lib/domain/run/work-limits';
import { createAgentRepository } from '#lib/repositories/agent';
import { createApprovalRepository } from '#lib/repositories/approval';
import { recordAuditEvent } from '#lib/repositories/audit-event';
import { createBlueprintReader } from '#lib/repositories/blueprint';
import { createProjectRepository } from '#lib/repositories/project';
import { createRunRepository } from '#lib/repositories/run';
import { createRunStepReader } from '#lib/repositories/run-step-reader';
import { createDocumentClient } from '#lib/runtime/documents';
import { readEnvironment } from '#lib/runtime/env';
import { createEventPublisher } from '#lib/runtime/events';
import { createGraphqlRequest } from '#lib/runtime/graphql';
import { createLogger } from '#lib/runtime/logger';
import { answerOperation, type OperationCall } from '#lib/runtime/operation';
import { createQueueSender } from '#lib/runtime/queue';
import { cancelRun, replayRun, retryStep } from './change-run.ts';
import { decideApproval } from './decide-approval.ts';
import type { RunOperationPorts } from './ports.ts';
import { getRunCost } from './run-cost.ts';
import { executeTaskOnAgent, startRun, submitTask } from './start-run.ts';

const env = readEnvironment([
  'AGENT_TABLE',
  'APPROVAL_TABLE',
  'BLUEPRINT_TABLE',
  'BUS_NAME',
  'DATA_ENDPOINT',
  'PROJECT_TABLE',
  'RUN_STEP_TABLE',
  'RUN_TABLE',
  'WORKER_QUEUE_URL',
  'WORK_LIMITS',
]);
const logger = createLogger('run-operations');
const graphql = createGraphqlRequest(env.DATA_ENDPOINT);
const documents = createDocumentClient();
const send = createQueueSender();

const ports: RunOperationPorts = {
  runs: createRunRepository({ graphql, documents, tableName: env.RUN_TABLE }),
  steps: createRunStepReader({ documents, tableName: env.RUN_STEP_TABLE }),
  approvals: createApprovalRepository({ graphql, documents, tableName: env.APPROVAL_TABLE }),
  blueprints: createBlueprintReader({ documents, tableName: env.BLUEPRINT_TABLE }),
  projects: createProjectRepository({ graphql, documents, tableName: env.PROJECT_TABLE }),
  agents: createAgentRepository({ documents, tableName: env.AGENT_TABLE }),
  workLimits: workLimitsSchema.parse(JSON.parse(env.WORK_LIMITS)),
  publish: createEventPublisher(env.BUS_NAME),
  assign: (message) => send(env.WORKER_QUEUE_URL, [{ body: message, delaySeconds: 0 }]),
  audit: (event) => recordAuditEvent(graphql, event),
  now: () => new Date(),
  newId: () => crypto.randomUUID(),
  logger,
};

type Operation = (call: OperationCall, ports: RunOperationPorts) => Promise<Outcome<unknown>>;

const operations: Readonly<Record<string, Operation>> = {
  startRun,
  submitTask,
  executeTaskOnAgent,
  cancelRun,
  retryStep,
  redriveDeadLetter: retryStep,
  replayRun,
  decideApproval,
  getRunCost,
};

export const handler = (event: unknown) =>
  answerOperation(event, logger, (call) => {
    const operation = operations[call.operation];
    if (!operation) throw new Error(`run-operations does not know ${call.operation}.`);
    return operation(call, ports);
  });
