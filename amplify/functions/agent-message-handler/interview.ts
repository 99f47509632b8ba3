import type { Agent } from '#lib/agents/agent';
import { eventsOfDesignReply } from '#lib/domain/conversation/design-reply';
import { eventsOfReply, type Outbox } from '#lib/domain/conversation/reply';
import type { FactoryEvent } from '#lib/domain/events/registry';
import type { AssessmentRecord } from '#lib/repositories/assessment';
import type { DesignInterviewRecord } from '#lib/repositories/design-interview';
import type { ProjectRecord } from '#lib/repositories/project';
import type { DocumentReader } from './document-reader.ts';

/** What an agent that leads a conversation answers to a message. */
export interface InterviewOutput {
  readonly reply: string;
  readonly state: unknown;
  readonly understood: readonly unknown[];
  readonly controls: readonly unknown[];
  readonly progress: Readonly<Record<string, number>>;
  readonly completed: boolean;
}

/** An interview as it is kept; progress in percent, by part. */
export interface InterviewRecord {
  readonly projectId: string;
  readonly organization: string;
  readonly version: number;
  readonly state?: unknown;
  readonly progress: Readonly<Record<string, number>>;
  readonly outbox?: unknown;
  readonly completedAt?: string | null | undefined;
}

/** A conversation that an agent leads: who thinks, where its state is kept, what the bus is told of a reply. */
export interface Interview {
  readonly agent: Agent<InterviewOutput>;
  readonly noProgress: Readonly<Record<string, number>>;
  get(projectId: string): Promise<InterviewRecord | undefined>;
  /** False: somebody else was first. */
  save(record: InterviewRecord): Promise<boolean>;
  eventsOf(record: InterviewRecord, outbox: Outbox): FactoryEvent[];
  /** What the agent is given beside message, state and project. */
  moreInput?(project: ProjectRecord): Promise<Readonly<Record<string, unknown>>>;
}

interface Records<Record> {
  get(projectId: string): Promise<Record | undefined>;
  save(record: Record): Promise<boolean>;
}

/** `documents`: what a project's documents say to the questions, which the agent offers for confirmation. */
export function assessmentInterview(
  agent: Agent<InterviewOutput>,
  records: Records<AssessmentRecord>,
  documents?: DocumentReader,
): Interview {
  const noProgress = { technical: 0, governance: 0, business: 0, commercial: 0 };
  const dimensionsOf = (record: InterviewRecord): AssessmentRecord => ({
    ...{ state: undefined, outbox: undefined, ...record },
    progress: { ...noProgress, ...record.progress },
  });
  return {
    agent,
    noProgress,
    get: (projectId) => records.get(projectId),
    save: (record) => records.save(dimensionsOf(record)),
    eventsOf: (record, outbox) => eventsOfReply(dimensionsOf(record), outbox),
    ...(documents && { moreInput: async (project) => ({ offers: await documents(project) }) }),
  };
}

export function designInterview(agent: Agent<InterviewOutput>, records: Records<DesignInterviewRecord>): Interview {
  return {
    agent,
    noProgress: { interview: 0 },
    async get(projectId) {
      const record = await records.get(projectId);
      return record && { ...record, progress: { interview: record.progress } };
    },
    save: (record) =>
      records.save({ state: undefined, outbox: undefined, ...record, progress: record.progress.interview ?? 0 }),
    eventsOf: eventsOfDesignReply,
  };
}
