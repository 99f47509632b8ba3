import { interviewProgress, isInterviewComplete } from '#lib/domain/design-document/interview';
import { type AgentContext, type AgentResult, noUsage } from '../../agent.ts';
import { between, controlOf } from './phrasing.ts';
import type { InterviewInput, InterviewOutput } from './schema.ts';
import { type Turn, takeTurn } from './take-turn.ts';

/** Takes one message of the interview; the reply goes out part by part through `context.emit`. */
export async function runInterview(
  input: InterviewInput,
  context: AgentContext,
): Promise<AgentResult<InterviewOutput>> {
  const turn = takeTurn(input, context.now());
  for (const [index, part] of turn.says.entries()) {
    context.signal?.throwIfAborted();
    await context.emit(index === 0 ? part : `${between}${part}`);
  }
  const output = outputOf(turn);
  return {
    output,
    artifacts: [],
    evidence: turn.changes.map(({ question, text }) => ({
      claim: question.id,
      source: { kind: 'message', id: input.message.id },
      quote: text.slice(0, 500),
    })),
    questions: turn.next ? [{ id: turn.next.id, text: turn.next.text }] : [],
    progress: output.progress,
    usage: noUsage,
  };
}

/** A turn as it is told. */
export function outputOf({ state, changes, next, says }: Turn): InterviewOutput {
  return {
    reply: says.join(between),
    state,
    understood: changes.map(({ question, text }) => ({
      ...{ questionId: question.id, question: question.text, value: text, quote: text, certainty: 'certain' as const },
    })),
    controls: next ? [controlOf(next)] : [],
    progress: { interview: interviewProgress(state) },
    completed: isInterviewComplete(state),
  };
}
