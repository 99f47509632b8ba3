import { describe, expect, it } from 'vitest';
import { evaluate, evaluationIndex } from './evaluate.ts';
import { evaluationQuestions } from './questions.ts';

describe('the question set', () => {
  const index = evaluationIndex();
  const evaluation = evaluate(index, evaluationQuestions);

  it('is large enough to tell', () => {
    expect(evaluation.answerable).toBeGreaterThanOrEqual(60);
    expect(evaluation.unanswerable).toBeGreaterThanOrEqual(20);
  });

  it('is answered from the passages that are known to answer it', () => {
    expect(evaluation.recallAt5, evaluation.missed.join('\n')).toBeGreaterThanOrEqual(0.9);
    expect(evaluation.mrr).toBeGreaterThanOrEqual(0.85);
  });

  it('is refused where nothing answers it', () => {
    expect(evaluation.refused, evaluation.missed.join('\n')).toBeGreaterThanOrEqual(0.9);
  });
});
