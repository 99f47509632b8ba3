import { setTimeout as sleep } from 'node:timers/promises';
import { questionBank } from '#lib/design-doc/questions/question-bank';
import { isRunOver } from '#lib/domain/run/statuses';
import { type Interviewed, leadInterview } from './answer-interview.ts';
import type { Answers } from './answers.ts';
import { CommandError } from './errors.ts';
import { readDesignInterview } from './interview.ts';
import { readRun } from './runs.ts';
import type { Session } from './session.ts';

const POLL_MS = 200;
/** A scan may take its whole time, and be tried again. */
const PATIENCE_MS = 15 * 60 * 1000;

/** Which questions a run is to ask: none where nobody answers, all where answers go beyond the essential ones. */
export function questionsFor(answers: Answers | undefined): 'none' | 'essential' | 'all' {
  if (!answers) return 'none';
  const essential = new Set(questionBank.filter((one) => one.essential.length > 0).map(({ id }) => id));
  return Object.keys(answers.answers).some((id) => !essential.has(id)) ? 'all' : 'essential';
}

interface Given {
  readonly projectId: string;
  readonly answers: Answers | undefined;
  readonly say: (line: string) => void;
}

/** The conversation about a technical design: what is to be said comes before the run, its questions are answered after. */
export function answerDesign(session: Session, { projectId, answers = { say: [], answers: {} }, say }: Given) {
  const read = () => readDesignInterview(session, projectId);
  const interview = leadInterview(session, { agentId: 'tech-design', projectId, answers: answers.answers, say, read });
  return {
    async begin(): Promise<void> {
      for (const text of answers.say) await interview.send(text);
    },

    /** Waits until the run asks, or goes on by itself, and answers it. */
    async answer(runId: string): Promise<Interviewed> {
      const deadline = Date.now() + PATIENCE_MS;
      while (Date.now() < deadline) {
        const { status, state } = await readRun(session, runId);
        const step = state.steps.discovery;
        if (isRunOver(status) || step?.status === 'SUCCEEDED') return interview.soFar();
        if (step?.status === 'WAITING') {
          const asked = await read();
          if (asked?.inquiry?.startsWith(`${runId}:`)) return interview.answerFrom(asked);
        }
        await sleep(POLL_MS);
      }
      throw new CommandError('The run did not ask anything.', 'Look at its page in the web app.');
    },
  };
}
