import { loadOf } from '../capacity/load.ts';
import { type DesignContext } from '../context.ts';
import type { Assumption } from '../design-input.ts';
import { questionBank, questionState } from '../questions/question-bank.ts';
import type { SectionId } from '../sections.ts';

/** Below this a model element was concluded from a name or a guess rather than read. */
const sure = 0.7;

/** What the document takes for granted, each with what would settle it. Nothing is assumed that is not used. */
export function assumptionsOf(context: DesignContext, section: SectionId): Assumption[] {
  const { input, index, claims } = context;
  const found: Omit<Assumption, 'id'>[] = [];
  for (const question of questionBank) {
    const { state, why } = questionState(question, input);
    if (state === 'from document')
      found.push({
        text: `A document answers “${question.text}” with: ${why.replace(/\.$/, '')}. Nobody has confirmed it.`,
        question: question.id,
        claims: [],
      });
  }
  const { components, relations, stores } = index.model;
  const guessed = [...components, ...relations, ...stores.flatMap(({ accessPatterns }) => accessPatterns)].filter(
    ({ confidence }) => confidence < sure,
  ).length;
  if (!context.isProposed && guessed > 0)
    found.push({
      text: `${guessed === 1 ? 'One element of the source was' : `${guessed} elements of the source were`} concluded from names or conventions rather than read from a definition; traceability.json gives the confidence of each claim.`,
      question: null,
      claims: [],
    });
  if (context.isProposed && components.length > 0)
    found.push({
      text: 'The proposed architecture serves the stated use cases and nothing else.',
      question: 'use-cases',
      claims: [],
    });
  const load = loadOf(context);
  if (load) {
    const mark = claims.state(
      section,
      'even load',
      ['The stated load is spread evenly over the operations.'],
      load.sources,
      0.5,
    );
    const ids = typeof mark === 'object' && 'cite' in mark ? [mark.cite] : [];
    if (index.model.apis.length > 1)
      found.push({
        text: 'The stated load is spread evenly over the operations of the API.',
        question: 'load',
        claims: ids,
      });
    found.push({
      text: 'Prices are list prices of us-east-1 in USD, of the days that section “Cost” names, without free tiers, discounts and taxes.',
      question: 'budget',
      claims: [],
    });
  }
  return found.map((one, position) => ({ id: `A${position + 1}`, ...one }));
}
