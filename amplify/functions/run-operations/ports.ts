import type { Logger } from '@aws-lambda-powertools/logger';
import type { FactoryEvent } from '#lib/domain/events/registry';
import type { WorkLimits } from '#lib/domain/run/work-limits';
import type { WorkerMessage } from '#lib/domain/run/worker-message';
import type { RegisteredAgent } from '#lib/repositories/agent';
import type { ApprovalRepository } from '#lib/repositories/approval';
import type { AuditEventRecord } from '#lib/repositories/audit-event';
import type { StoredBlueprint } from '#lib/repositories/blueprint';
import type { ProjectRecord } from '#lib/repositories/project';
import type { RunRepository } from '#lib/repositories/run';
import type { RunStepReader } from '#lib/repositories/run-step-reader';

/** What the operations on runs work with. */
export interface RunOperationPorts {
  readonly runs: Pick<RunRepository, 'create' | 'get'>;
  readonly steps: Pick<RunStepReader, 'listByRun'>;
  readonly approvals: Pick<ApprovalRepository, 'get' | 'decide'>;
  readonly blueprints: { latest(organization: string, blueprintId: string): Promise<StoredBlueprint | undefined> };
  readonly projects: { get(id: string): Promise<ProjectRecord | undefined> };
  readonly agents: { get(agentId: string): Promise<RegisteredAgent | undefined> };
  /** How often and how long agents try where a blueprint does not say. */
  readonly workLimits: WorkLimits;
  readonly publish: (events: readonly FactoryEvent[]) => Promise<void>;
  /** Puts work into the workers' queue. */
  readonly assign: (message: WorkerMessage) => Promise<void>;
  readonly audit: (event: AuditEventRecord) => Promise<void>;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
}
