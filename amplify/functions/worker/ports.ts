import type { Logger } from '@aws-lambda-powertools/logger';
import type { Agent } from '#lib/agents/agent';
import type { WorkerMessage } from '#lib/domain/run/worker-message';
import type { RunAgentTask } from '#lib/providers/registry';
import type { ArtifactRecord } from '#lib/repositories/artifact';
import type { AssessmentRecord } from '#lib/repositories/assessment';
import type { DesignInterviewRecord } from '#lib/repositories/design-interview';
import type { GuardrailFindingRecorder } from '#lib/repositories/guardrail-finding';
import type { GuardrailPolicyReader } from '#lib/repositories/guardrail-policy';
import type { NotificationRecord } from '#lib/repositories/notification';
import type { ProjectRecord } from '#lib/repositories/project';
import type { RunRepository } from '#lib/repositories/run';
import type { RunStepRepository } from '#lib/repositories/run-step';
import type { LeaseRepository } from '#lib/repositories/worker-lease';
import type { PublishEvents } from '#lib/runtime/events';
import type { ToolServices } from '#lib/tools/services';
import type { Assignment } from '../supervisor/ports.ts';
import type { DriveLimits } from './drive-limits.ts';

export interface StoredFile {
  readonly key: string;
  readonly contentType: string;
  readonly body: Uint8Array;
  readonly sha256: string;
}

/** What a worker needs beside, to carry a run on from what it has made. */
export interface DrivingPorts extends Pick<RunStepRepository, 'advance'>, Pick<RunRepository, 'save'> {
  readonly limits: DriveLimits;
  /** Puts work into the workers' queue. */
  readonly assign: (assignments: readonly Assignment[]) => Promise<void>;
  readonly notify: (notification: NotificationRecord) => Promise<void>;
}

/** What a worker works with. Every effect has an id of its own and happens once, however often it is asked for. */
export interface WorkerPorts {
  readonly steps: Omit<RunStepRepository, 'advance'>;
  /** Absent, every result is told to the supervisor, and runs are driven by nobody else. */
  readonly driving?: DrivingPorts;
  readonly projects: { get(id: string): Promise<ProjectRecord | undefined> };
  readonly assessments: { get(projectId: string): Promise<AssessmentRecord | undefined> };
  /** Absent where no step leads an interview for a design. */
  readonly designInterviews?: { get(projectId: string): Promise<DesignInterviewRecord | undefined> };
  /** What organizations have decided about what their agents may read and say. */
  readonly policies: GuardrailPolicyReader;
  readonly findings: GuardrailFindingRecorder;
  readonly leases: LeaseRepository;
  readonly getAgent: (id: string) => Agent | undefined;
  /** Does a task where its agent thinks; absent, in the agent's own core. */
  readonly runAgentTask?: RunAgentTask;
  /** What the tools of agents work with; absent, there are none. */
  readonly tools?: ToolServices;
  readonly storeFile: (file: StoredFile) => Promise<void>;
  /** The text of a file. */
  readonly readFile: (key: string) => Promise<string>;
  readonly recordArtifact: (artifact: ArtifactRecord) => Promise<void>;
  readonly publish: PublishEvents;
  /** Puts a message into the workers' queue. */
  readonly enqueue: (message: WorkerMessage, delaySeconds: number) => Promise<void>;
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/** The call of the function in which a message is worked on. */
export interface Invocation {
  /** Milliseconds that a slice of work may take from here on; what is needed to store its result is kept back. */
  readonly remainingMs: () => number;
  readonly memoryMb: number;
  /** Has the message come again after so many seconds, unless it is dealt with or this is said anew. */
  readonly stayHidden: (seconds: number) => Promise<void>;
  /** Milliseconds since the call began. */
  readonly ageMs: () => number;
  /** Whether the message was received before. */
  readonly isAgain: boolean;
  /** Steps and branches that are at work in the call, of all its messages. */
  readonly lines: { active: number };
  /** Messages of the call. */
  readonly batchSize: number;
  /** Milliseconds of the call that fall to the caller's share until now: time is shared by whoever is at work. */
  readonly joinShare: () => { readonly elapsedMs: () => number; leave(): void };
}
