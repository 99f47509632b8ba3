import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { CommandError } from './errors.ts';
import type { Session } from './session.ts';

const AGENT = 'assessment';
const POLL_MS = 100;
/** An agent may take its whole five minutes, and be tried again. */
const PATIENCE_MS = 11 * 60 * 1000;

const sentMessage = z.object({ sendMessageToAgent: z.object({ id: z.string() }) });
const history = z.object({
  getConversationHistory: z.object({
    items: z.array(z.object({ id: z.string(), message: z.string(), replyTo: z.string().nullish() })),
  }),
});
const status = z.object({
  getAgentStatus: z.object({ status: z.string(), errorMessage: z.string().nullish() }).nullable(),
});
const json = z.union([z.string().transform((text) => JSON.parse(text) as unknown), z.unknown()]);
const assessment = z.object({
  getAssessment: z
    .object({
      state: json,
      progress: z.object({
        technical: z.number(),
        governance: z.number(),
        business: z.number(),
        commercial: z.number(),
      }),
    })
    .nullable(),
});
const interviewState = z.looseObject({ current: z.string().nullable(), completed: z.boolean() });
const designInterview = z.object({
  getDesignInterview: z
    .object({
      state: json.pipe(
        z.looseObject({ current: z.string().nullable(), inquiry: z.object({ id: z.string() }).nullable() }),
      ),
      progress: z.number(),
      completedAt: z.string().nullish(),
    })
    .nullable(),
});

export type InterviewState = {
  current: string | null;
  completed: boolean;
  /** Percent, by part. */
  progress: Readonly<Record<string, number>>;
};

/** Sends a message to an agent and waits for the answer to it. Answers the text of the reply. */
export async function ask(
  session: Session,
  input: { projectId: string; message: string; questionId?: string; agentId?: string },
): Promise<string> {
  const { projectId, agentId = AGENT } = input;
  const { sendMessageToAgent } = await session.graphql(
    sentMessage,
    `mutation($projectId: ID!, $agentId: String!, $message: String!, $questionId: String, $key: String) {
       sendMessageToAgent(projectId: $projectId, agentId: $agentId, message: $message, questionId: $questionId, idempotencyKey: $key) { id }
     }`,
    { ...input, agentId, key: crypto.randomUUID() },
  );
  const deadline = Date.now() + PATIENCE_MS;
  for (let turn = 1; Date.now() < deadline; turn += 1) {
    const reply = await findReply(session, { projectId, agentId, replyTo: sendMessageToAgent.id });
    if (reply !== undefined) return reply;
    if (turn % 10 === 0) await failOnError(session, projectId, agentId);
    await sleep(POLL_MS);
  }
  throw new CommandError(
    `The agent ${agentId} did not answer.`,
    '`npm run factory -- status PROJECT` shows its state.',
  );
}

async function findReply(session: Session, input: { projectId: string; agentId: string; replyTo: string }) {
  const { getConversationHistory } = await session.graphql(
    history,
    `query($projectId: ID!, $agentId: String) {
       getConversationHistory(projectId: $projectId, agentId: $agentId, limit: 5) { items { id message replyTo } }
     }`,
    input,
  );
  return getConversationHistory.items.find(({ replyTo }) => replyTo === input.replyTo)?.message;
}

async function failOnError(session: Session, projectId: string, agentId: string): Promise<void> {
  const { getAgentStatus } = await session.graphql(
    status,
    'query($projectId: ID!, $agentId: String!) { getAgentStatus(projectId: $projectId, agentId: $agentId) { status errorMessage } }',
    { projectId, agentId },
  );
  if (getAgentStatus?.errorMessage && /error/i.test(getAgentStatus.status)) {
    throw new CommandError(`The agent ${agentId} failed: ${getAgentStatus.errorMessage}`, 'Send the message again.');
  }
}

/** Where the interview of a project stands; undefined before its first answer. */
export async function readInterview(session: Session, projectId: string): Promise<InterviewState | undefined> {
  const { getAssessment } = await session.graphql(
    assessment,
    `query($projectId: ID!) {
       getAssessment(projectId: $projectId) { state progress { technical governance business commercial } }
     }`,
    { projectId },
  );
  if (!getAssessment) return undefined;
  const { current, completed } = interviewState.parse(getAssessment.state);
  return { current, completed, progress: getAssessment.progress };
}

/** The same of a technical design; `inquiry` is the asking of a run that it answers, once there was one. */
export async function readDesignInterview(
  session: Session,
  projectId: string,
): Promise<(InterviewState & { inquiry: string | undefined }) | undefined> {
  const { getDesignInterview } = await session.graphql(
    designInterview,
    'query($projectId: ID!) { getDesignInterview(projectId: $projectId) { state progress completedAt } }',
    { projectId },
  );
  if (!getDesignInterview) return undefined;
  const { state, progress, completedAt } = getDesignInterview;
  const { current, inquiry } = state;
  return { current, completed: Boolean(completedAt), progress: { interview: progress }, inquiry: inquiry?.id };
}
