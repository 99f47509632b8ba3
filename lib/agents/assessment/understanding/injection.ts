import type { Sentence } from './clauses.ts';
import type { Token } from './lexer.ts';
import { phraseSet } from './phrase-index.ts';

const commands = phraseSet(
  (
    'ignore your instruction|ignore all instruction|ignore previous instruction|ignore all previous|ignore the previous|ignore any previous|ignore the above|' +
    'ignore your rule|ignore all your|ignore everything above|ignore all prior|ignore prior|disregard your|disregard all|disregard previous|disregard the above|disregard any|' +
    'forget your instruction|forget all instruction|forget previous instruction|forget your rule|forget everything above|override your|system prompt|developer mode|jailbreak|' +
    'you are now|act as if|pretend to be|pretend that you|reveal your|print your instruction|new instruction|do anything now|' +
    'score 100|score of 100|score us|score everything|full score|maximum score|max score|highest score|perfect score|top score|set all score|set the score|give us 5|give us a 5|rate us as|rate us with|' +
    'level 5|maturity 5|maturity level 5|mark everything|mark all|mark the assessment|mark us as|set progress|set the progress|100 percent complete|you must answer|you must score|you must say|as an ai language model'
  ).split('|'),
);

/** Sentences that tell the reader what to do rather than what is. They are data: quoted, never followed, never scored. */
export function findInstructions(tokens: readonly Token[], sentences: readonly Sentence[]): ReadonlySet<number> {
  const found = new Set<number>();
  sentences.forEach((sentence, number) => {
    for (let index = sentence.start; index < sentence.end; index += 1) {
      if (commands.matchAt(tokens, index)) {
        found.add(number);
        return;
      }
    }
  });
  return found;
}
