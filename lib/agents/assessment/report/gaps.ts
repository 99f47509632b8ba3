import { describeFacts } from '#lib/domain/assessment/describe-facts';
import type { Question } from '#lib/domain/assessment/question';
import { answerReference, getQuestion } from '#lib/domain/assessment/question-bank';
import type { QuestionScore } from '#lib/domain/assessment/score';
import { type ReportInput, withEvidence } from './report-input.ts';
import type { Gap, Severity } from './report-model.ts';

export type GapFinding = Gap & { question: Question; score: QuestionScore };

function severityOf(score: QuestionScore): Severity {
  if (score.level === 1) return score.weight >= 2 ? 'high' : 'medium';
  return score.weight >= 3 ? 'medium' : 'low';
}

/** Every answer that the rubric gives level 1 or 2, the heaviest first: distance to level 3 times weight. */
export function findGaps(input: ReportInput): GapFinding[] {
  const urgency = ({ level, weight }: QuestionScore) => (3 - level) * weight;
  const low = input.scored().filter((score) => score.level <= 2);
  return low
    .toSorted((left, right) => urgency(right) - urgency(left))
    .flatMap((score) => {
      const question = getQuestion(score.questionId);
      const answer = input.answer(score.questionId);
      if (!question?.remedy || !answer) return [];
      const ref = answerReference(question.id);
      const statement = {
        id: `gap-${ref}`,
        text: `${withEvidence(question.remedy.gap, describeFacts(answer.facts))}.`,
        sources: [ref],
      };
      return [{ id: `G-${ref}`, topic: question.topic, severity: severityOf(score), statement, question, score }];
    });
}
