import * as z from 'zod/mini';
import { assessmentDimensions } from '../assessment/dimensions.ts';
import { designModes } from '../design-document/document.ts';
import { documentKinds } from '../document/states.ts';
import { factSchema } from '../run/state.ts';
import { approvalDecisions } from '../run/statuses.ts';

/** Version of the details' shapes; a consumer refuses what it does not know. */
export const eventSchemaVersion = 1 as const;

const percent = z.number().check(z.minimum(0), z.maximum(100));
const id = z.string().check(z.minLength(1), z.maxLength(256));

/** What every detail has. `idempotencyKey` is the same whenever the same fact is published again. */
const envelope = {
  schemaVersion: z.literal(eventSchemaVersion),
  organization: id,
  correlationId: id,
  idempotencyKey: id,
  projectId: id,
};

const dimensions = z.object({ technical: percent, governance: percent, business: percent, commercial: percent });
const projectChange = z.object({
  ...envelope,
  name: z.string(),
  actor: z.nullable(z.string()),
  changed: z.array(z.string()),
});

/** What every event of a run has: `orchestrationId` is the run's id, as the first documents call it. */
const ofRun = { ...envelope, orchestrationId: id };
/** `movesProject`: the blueprint has milestones, so that its failure is the project's too. */
const runChange = z.object({ ...ofRun, blueprintId: id, reason: z.nullable(z.string()), movesProject: z.boolean() });
/** Of a document: who publishes it again, publishes the same. */
const ofDocument = { ...envelope, documentId: id, name: z.string() };
const ofGate = { ...ofRun, approvalId: id, stepId: id, round: z.number() };

/** What is asked of the supervisor. `key` is the step or branch that a person retries, `failedAt` when the run had failed. */
const taskDetails = z.union([
  z.object({ kind: z.literal('start') }),
  z.object({ kind: z.literal('cancel'), by: z.string() }),
  z.object({ kind: z.literal('retry'), key: id, failedAt: z.optional(z.number()) }),
  /** Whoever was to do what the run needs may be lost. */
  z.object({ kind: z.literal('resume') }),
]);

/** How a step's attempt ended; its output is in the step's record. */
const taskOutcome = z.union([
  z.object({ kind: z.literal('succeeded'), facts: z.record(z.string(), factSchema) }),
  z.object({ kind: z.literal('failed'), retryable: z.boolean(), reason: z.string() }),
  z.object({ kind: z.literal('waiting') }),
  /** The attempt is made again by itself, not before this time, in milliseconds. */
  z.object({ kind: z.literal('postponed'), until: z.number() }),
]);

/** Every event on the bus: who says it and what it says. Rules, publishers and consumers derive from here. */
export const events = {
  'message.sent_to_agent': {
    source: 'agentic-ai-factory',
    detail: z.object({
      ...envelope,
      messageId: id,
      sessionId: id,
      agentId: id,
      message: z.string(),
      questionId: z.nullable(z.string()),
      sentAt: z.string(),
    }),
  },
  'message.agent_replied': {
    source: 'agentic-ai-factory',
    detail: z.object({ ...envelope, messageId: id, sessionId: id, agentId: id, replyTo: id }),
  },
  'assessment.progress.updated': {
    source: 'agent1.assessment',
    detail: z.object({
      ...envelope,
      dimension: z.enum(assessmentDimensions),
      completionPercentage: percent,
      progress: dimensions,
      /** Of the assessment's record: a later one supersedes. */
      version: z.number(),
      /** True where an assessment that was complete already has changed. */
      revised: z.boolean(),
    }),
  },
  'assessment.completed': {
    source: 'agentic-ai-factory.assessment',
    detail: z.object({
      ...envelope,
      /** False where the person finished before every question was dealt with. */
      allDimensionsComplete: z.boolean(),
      progress: dimensions,
      version: z.number(),
      completedAt: z.string(),
    }),
  },
  /** A run asks the people of its project something by way of the agent that leads the conversation. */
  'interview.requested': {
    source: 'agentic-ai-factory.interview',
    detail: z.object({ ...ofRun, agentId: id, mode: z.enum(designModes), about: z.string(), questions: z.array(id) }),
  },
  'interview.completed': {
    source: 'agentic-ai-factory.interview',
    detail: z.object({ ...envelope, agentId: id, version: z.number(), completedAt: z.string() }),
  },
  'task.request': { source: 'task.request', detail: z.object({ ...ofRun, taskDetails }) },
  'task.completion': {
    source: 'task.completion',
    detail: z.object({ ...ofRun, key: id, attempt: z.number(), outcome: taskOutcome, usd: z.number() }),
  },
  'run.started': { source: 'agentic-ai-factory.run', detail: runChange },
  'run.gated': { source: 'agentic-ai-factory.run', detail: runChange },
  'run.completed': { source: 'agentic-ai-factory.run', detail: runChange },
  'run.failed': { source: 'agentic-ai-factory.run', detail: runChange },
  'run.cancelled': { source: 'agentic-ai-factory.run', detail: runChange },
  'approval.requested': {
    source: 'agentic-ai-factory.run',
    detail: z.object({ ...ofGate, roles: z.array(z.string()), dueAt: z.nullable(z.string()) }),
  },
  'approval.decided': {
    source: 'agentic-ai-factory.run',
    detail: z.object({ ...ofGate, decision: z.enum(approvalDecisions), by: z.string(), comment: z.string() }),
  },
  'budget.threshold.crossed': {
    source: 'agentic-ai-factory.run',
    detail: z.object({ ...ofRun, threshold: z.number(), spentUsd: z.number(), budgetUsd: z.number() }),
  },
  'design.progress.updated': {
    source: 'agent2.design',
    detail: z.object({
      ...ofRun,
      sectionId: id,
      completionPercentage: percent,
      /** Of the design as a whole. */
      overallPercentage: percent,
      /** Whether it is the project's own design, which its progress shows; a technical design is a document beside it. */
      movesProject: z.optional(z.boolean()),
    }),
  },
  'design.completed': { source: 'agentic-ai-factory.run', detail: z.object({ ...ofRun, stepId: id }) },
  'planning.completed': { source: 'agentic-ai-factory.run', detail: z.object({ ...ofRun, stepId: id }) },
  'implementation.ready': { source: 'agentic-ai-factory.run', detail: z.object({ ...ofRun, stepId: id }) },
  'document.uploaded': {
    source: 'agentic-ai-factory.document',
    detail: z.object({ ...ofDocument, contentType: z.string(), size: z.number() }),
  },
  /** A scan's text was recognized, or cannot be: the document is to be read on. */
  'document.recognized': { source: 'agentic-ai-factory.document', detail: z.object(ofDocument) },
  'document.processed': {
    source: 'agentic-ai-factory.document',
    detail: z.object({ ...ofDocument, kind: z.enum(documentKinds), format: z.string(), blocks: z.number() }),
  },
  'document.rejected': {
    source: 'agentic-ai-factory.document',
    detail: z.object({ ...ofDocument, reasonCode: z.string(), reason: z.string() }),
  },
  'project.created': { source: 'agentic-ai-factory.project', detail: projectChange },
  'project.updated': { source: 'agentic-ai-factory.project', detail: projectChange },
  'project.deleted': { source: 'agentic-ai-factory.project', detail: projectChange },
} as const;

export type EventName = keyof typeof events;
export type EventDetail<Name extends EventName> = z.infer<(typeof events)[Name]['detail']>;

/** One event to publish: its name with its own detail. */
export type FactoryEvent = {
  [Name in EventName]: { readonly name: Name; readonly detail: EventDetail<Name> };
}[EventName];

/** The same table, typed so that a name picks its own schema. */
const registry: { readonly [Name in EventName]: { readonly detail: z.ZodMiniType<EventDetail<Name>> } } = events;

/** A delivery by EventBridge, as far as it is read. */
const delivery = z.object({ 'detail-type': z.string(), detail: z.unknown() });

/**
 * Reads a delivered event of the given name.
 * @throws an error that names the event and what is wrong with its detail; the delivery then ends in the dead letters.
 */
export function parseEvent<Name extends EventName>(name: Name, event: unknown): EventDetail<Name> {
  const { 'detail-type': detailType, detail } = delivery.parse(event);
  if (detailType !== name) throw new Error(`Expected the event ${name}, got ${detailType}. Check the rule's pattern.`);
  const parsed = registry[name].detail.safeParse(detail);
  if (!parsed.success) throw new Error(`The detail of ${name} is not valid: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
