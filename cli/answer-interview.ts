import { CommandError } from './errors.ts';
import { ask, type InterviewState } from './interview.ts';
import type { Session } from './session.ts';

/** More messages than any interview has questions: an agent that asks on and on is stopped here. */
const MOST_MESSAGES = 400;

interface Leading {
  readonly agentId: string;
  readonly projectId: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
  /** Where the interview stands; undefined before its first answer. */
  readonly read: () => Promise<InterviewState | undefined>;
}

/** What came of an interview: how many messages it took, and the questions that were skipped. */
export interface Interviewed {
  readonly messages: number;
  readonly unanswered: string[];
}

/** A person's side of an interview: says what is to be said, answers what is open, skips the rest. */
export function leadInterview(session: Session, { agentId, projectId, answers, say, read }: Leading) {
  const unanswered: string[] = [];
  let messages = 0;

  async function send(message: string, questionId?: string): Promise<InterviewState> {
    messages += 1;
    await ask(session, { projectId, agentId, message, ...(questionId !== undefined && { questionId }) });
    const state = await read();
    if (!state) throw new CommandError('The interview did not begin.', 'Check the backend’s log and try again.');
    say(`${String(messages).padStart(3)}  ${progressLine(state)}  ${questionId ?? `“${shorten(message)}”`}`);
    return state;
  }

  return {
    send,
    /** Answers what is asked, one question after the other, to the end. */
    async answerFrom(begun: InterviewState): Promise<Interviewed> {
      let state = begun;
      while (!state.completed) {
        if (messages > MOST_MESSAGES) {
          throw new CommandError(
            `The interview did not end after ${MOST_MESSAGES} messages.`,
            'Look at the conversation in the web app.',
          );
        }
        const question = state.current;
        const answer = question === null ? undefined : answers[question];
        if (answer === undefined && question !== null) unanswered.push(question);
        state = await send(answer ?? (question === null ? 'finish' : 'skip'), question ?? undefined);
      }
      return { messages, unanswered };
    },
    soFar: (): Interviewed => ({ messages, unanswered }),
  };
}

const progressLine = ({ progress }: InterviewState) =>
  Object.entries(progress)
    .map(([dimension, percent]) => `${dimension} ${String(percent).padStart(3)} %`)
    .join(' · ');

const shorten = (text: string) => (text.length > 48 ? `${text.slice(0, 47)}…` : text);
