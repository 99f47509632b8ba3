import { defineAgent } from '#lib/agents/agent';
import { assessmentManifest } from '#lib/agents/assessment/manifest';
import { techDesign } from '#lib/agents/tech-design/interviewer';
import { startAssessment } from '#lib/domain/assessment/state';
import type { FactoryEvent } from '#lib/domain/events/registry';
import type { GuardrailFinding } from '#lib/domain/guardrails/guardrail-finding';
import { defaultGuardrailPolicy, type GuardrailPolicy } from '#lib/domain/guardrails/policy';
import { runTask } from '#lib/providers/embedded/run-task';
import type { AgentStatusRecord } from '#lib/repositories/agent-status';
import type { AssessmentRecord } from '#lib/repositories/assessment';
import type { NewMessage, StoredMessage } from '#lib/repositories/conversation-message';
import type { DesignInterviewRecord } from '#lib/repositories/design-interview';
import type { HandlerPorts, MessageDelta } from './ports.ts';

/** Every call that can be cut off, in the order in which a turn makes them. */
export const effects = ['save', 'publish', 'create'] as const;
export type Effect = (typeof effects)[number];

/**
 * The stores of one project in memory, with the same promises as the real ones: a message once per id, an assessment
 * on condition of its version. `cut` makes the next call of an effect fail, before or after it took place.
 */
export function createMemoryPorts(policy: Partial<GuardrailPolicy> = {}) {
  const messages = new Map<string, StoredMessage>();
  const events: FactoryEvent[] = [];
  const findings: GuardrailFinding[] = [];
  const deltas: MessageDelta[] = [];
  const statuses: AgentStatusRecord[] = [];
  let assessment: AssessmentRecord | undefined;
  let designed: DesignInterviewRecord | undefined;
  let cut: { effect: Effect; when: 'before' | 'after' } | undefined;
  let organization = 'demo';
  let clock = Date.parse('2026-11-21T08:00:00.000Z');

  function perform<Result>(effect: Effect, run: () => Result): Promise<Result> {
    const isCut = cut?.effect === effect;
    if (isCut && cut?.when === 'before') return Promise.reject(cutOff(effect));
    const result = run();
    if (isCut) return Promise.reject(cutOff(effect));
    return Promise.resolve(result);
  }

  function cutOff(effect: Effect): Error {
    cut = undefined;
    return new Error(`cut off at ${effect}`);
  }

  /** Counts what it is told in its state, and says it back: enough to see whether anything was told twice. */
  const agent = defineAgent(assessmentManifest, async (input, context) => {
    if (input.message.text === 'poison') throw new Error('cannot read this');
    const state = input.state ?? startAssessment();
    const trail = [...state.trail, input.message.text].slice(-20);
    const reply = `So far: ${trail.join(', ')}.`;
    await context.emit(reply);
    const technical = Math.min(100, trail.length * 10);
    const output = {
      reply,
      state: { ...state, trail, messageCount: state.messageCount + 1 },
      understood: [],
      controls: [],
      progress: { technical, governance: 0, business: 0, commercial: 0 },
      completed: input.message.text === 'done',
    };
    const usage = { provider: 'embedded', inputTokens: 0, outputTokens: 0, calls: 0, usd: 0 } as const;
    return { output, artifacts: [], evidence: [], questions: [], progress: output.progress, usage };
  });

  const ports: HandlerPorts = {
    assessment: agent,
    techDesign,
    designInterviews: {
      get: () => Promise.resolve(designed),
      save: (record) =>
        perform('save', () => {
          if ((designed?.version ?? 0) !== record.version - 1) return false;
          designed = record;
          return true;
        }),
    },
    policies: { get: () => Promise.resolve({ ...defaultGuardrailPolicy, ...policy }) },
    findings: { record: (found) => Promise.resolve(void findings.push(...found)) },
    chooseProvider: () => Promise.resolve(undefined),
    runAgentTask: (_, request) => runTask(request),
    assessments: {
      get: () => Promise.resolve(assessment),
      save: (record) =>
        perform('save', () => {
          if ((assessment?.version ?? 0) !== record.version - 1) return false;
          assessment = record;
          return true;
        }),
    },
    messages: {
      get: (id) => Promise.resolve(messages.get(id)),
      create: (message: NewMessage) =>
        perform('create', () => {
          const known = messages.get(message.id);
          if (known) return { message: known, isNew: false };
          const stored = { ...message, createdAt: message.timestamp, updatedAt: message.timestamp };
          messages.set(message.id, stored);
          return { message: stored, isNew: true };
        }),
      listRecent: () => Promise.resolve([...messages.values()].sort((a, b) => b.timestamp.localeCompare(a.timestamp))),
    },
    projects: {
      get: (id) =>
        Promise.resolve({
          id,
          organization,
          name: 'Claims',
          status: 'CREATED',
          progress: { assessment: 0, design: 0, planning: 0, implementation: 0 },
          progressVersion: 0,
        }),
    },
    statuses: {
      set: (status) => {
        statuses.push(status);
        return Promise.resolve();
      },
    },
    publish: (published) => perform('publish', () => void events.push(...published)),
    publishDelta: (delta) => {
      deltas.push(delta);
      return Promise.resolve();
    },
    now: () => new Date((clock += 10)),
    remainingMs: () => 60_000,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined, appendKeys: () => undefined },
    metrics: { addMetric: () => undefined },
  };

  return {
    ports,
    events,
    findings,
    deltas,
    statuses,
    messages,
    assessment: () => assessment,
    /** From now on the project's id, and what is said, are of this one. */
    setOrganization: (name: string) => {
      organization = name;
    },
    cutNext: (effect: Effect, when: 'before' | 'after') => {
      cut = { effect, when };
    },
    /** Stores a person's message, as the conversation function does, and gives the event about it. */
    say(text: string, id = `message-${text}`, agentId = 'assessment') {
      const timestamp = new Date((clock += 1000)).toISOString();
      const message: StoredMessage = {
        id,
        organization,
        projectId: 'p1',
        sessionId: `p1.${agentId}`,
        agentId,
        messageType: 'USER',
        message: text,
        correlationId: `click-${text}`,
        timestamp,
        createdAt: timestamp,
        updatedAt: timestamp,
      };
      messages.set(id, message);
      return {
        schemaVersion: 1 as const,
        organization,
        correlationId: message.correlationId,
        idempotencyKey: id,
        projectId: 'p1',
        messageId: id,
        sessionId: message.sessionId,
        agentId,
        message: text,
        questionId: null,
        sentAt: timestamp,
      };
    },
    replies: () => [...messages.values()].filter(({ messageType }) => messageType !== 'USER'),
  };
}
