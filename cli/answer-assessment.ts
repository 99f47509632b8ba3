import { type Interviewed, leadInterview } from './answer-interview.ts';
import type { Answers } from './answers.ts';
import { type InterviewState, readInterview } from './interview.ts';
import type { Session } from './session.ts';

/** Leads the interview of an assessment to its end by an answers file. */
export async function answerAssessment(
  session: Session,
  projectId: string,
  { say: texts, answers }: Answers,
  say: (line: string) => void,
): Promise<Interviewed> {
  const read = () => readInterview(session, projectId);
  const interview = leadInterview(session, { agentId: 'assessment', projectId, answers, say, read });
  let state: InterviewState | undefined;
  for (const text of texts) {
    if (!state?.completed) state = await interview.send(text);
  }
  return interview.answerFrom(state ?? (await interview.send('Hello, let us begin.')));
}
