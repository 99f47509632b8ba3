import type { AgentArtifact, AgentContext, AgentResult } from '../agent.ts';
import { runAssessment } from './embedded.ts';
import type { AssessmentInput, AssessmentOutput } from './schema.ts';

/** An interview in memory, for tests and for the answers file of the command line. */
export type Interview = {
  readonly output: AssessmentOutput | undefined;
  readonly artifacts: readonly AgentArtifact[];
  send(text: string, questionId?: string): Promise<AgentResult<AssessmentOutput>>;
};

/** Free text sent as it is, then answers by question id; what is in neither is skipped. */
export type AnswersFile = {
  say?: readonly string[] | undefined;
  answers?: Readonly<Record<string, string>> | undefined;
};

/** Starts an interview. `now` is the time of every message. */
export function startInterview(
  project: AssessmentInput['project'],
  now: Date,
  onDelta: (delta: string) => void = () => {},
): Interview {
  let last: AgentResult<AssessmentOutput> | undefined;
  let count = 0;
  const context: AgentContext = { now: () => now, emit: onDelta, remainingMs: () => 60_000 };
  return {
    get output() {
      return last?.output;
    },
    get artifacts() {
      return last?.artifacts ?? [];
    },
    async send(text, questionId) {
      count += 1;
      const message = {
        id: `message-${count}`,
        text,
        sentAt: now.toISOString(),
        ...(questionId ? { questionId } : {}),
      };
      last = await runAssessment({ message, state: last?.output.state ?? null, project }, context);
      return last;
    },
  };
}

/** Drives an interview to its end with an answers file. A question whose answer is not understood is skipped. */
export async function answerAll(interview: Interview, { say = [], answers = {} }: AnswersFile): Promise<void> {
  for (const text of say) await interview.send(text);
  if (interview.output === undefined) await interview.send('hello');
  let asked: string | undefined;
  for (
    let next = interview.output?.controls[0];
    next && !interview.output?.completed;
    next = interview.output?.controls[0]
  ) {
    const text = next.questionId === asked ? undefined : answers[next.questionId];
    asked = next.questionId;
    await interview.send(text ?? 'skip', text === undefined ? undefined : next.questionId);
  }
}
