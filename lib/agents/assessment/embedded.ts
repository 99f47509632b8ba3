import { computeProgress } from '#lib/domain/assessment/progress';
import type { Question } from '#lib/domain/assessment/question';
import type { AssessmentAnswer, AssessmentState } from '#lib/domain/assessment/state';
import { type AgentArtifact, type AgentContext, type AgentEvidence, type AgentResult, noUsage } from '../agent.ts';
import { toAnswerControl, toConfirmControl } from './controls.ts';
import { toUnderstood } from './phrasing.ts';
import { renderReport } from './report/render-report.ts';
import type { AnswerControl, AssessmentInput, AssessmentOutput } from './schema.ts';
import { takeTurn } from './take-turn.ts';

/**
 * Takes one message of the interview. The reply goes out part by part through `context.emit`; on completion the report's
 * files come as artifacts.
 */
export async function runAssessment(
  input: AssessmentInput,
  context: AgentContext,
): Promise<AgentResult<AssessmentOutput>> {
  const turn = takeTurn(input, context.now());
  let reply = '';
  for (const part of turn.says) {
    context.signal?.throwIfAborted();
    const delta = reply === '' ? part : `\n\n${part}`;
    reply += delta;
    await context.emit(delta);
  }
  const progress = computeProgress(turn.state);
  const evidence = turn.changes.map(
    ({ question, answer }): AgentEvidence => ({
      claim: question.id,
      source: sourceOf(answer.source),
      quote: answer.quote,
    }),
  );
  const artifacts: readonly AgentArtifact[] = turn.state.completed
    ? renderReport({ state: turn.state, project: input.project, now: context.now() })
    : [];
  return {
    output: {
      reply,
      state: turn.state,
      understood: turn.changes.map(({ question, answer }) => toUnderstood(question, answer)),
      controls: turn.next ? controlsOf(turn.next, turn.state) : [],
      progress,
      completed: turn.state.completed,
    },
    artifacts,
    evidence,
    questions: turn.next ? [{ id: turn.next.id, text: turn.next.text }] : [],
    progress,
    usage: noUsage,
  };
}

/** What a document says is asked first; the question can be answered beside it. */
function controlsOf(next: Question, { offer }: AssessmentState): AnswerControl[] {
  return [...(offer ? [toConfirmControl(next, offer)] : []), toAnswerControl(next)];
}

function sourceOf({ messageId, document }: AssessmentAnswer['source']): AgentEvidence['source'] {
  if (!document) return { kind: 'message', id: messageId };
  const { id, page, line } = document;
  return { kind: 'document', id, ...(page === undefined ? {} : { page }), ...(line === undefined ? {} : { line }) };
}
