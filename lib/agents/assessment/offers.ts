import { listOpenQuestions } from '#lib/domain/assessment/answers';
import type { Question } from '#lib/domain/assessment/question';
import type { AssessmentState, DocumentOffer } from '#lib/domain/assessment/state';

const yes =
  /^(?:yes|yep|yeah|ja|oui|s[ií]|correct|right|true|exactly|confirmed|i confirm|accept|ok|okay|stimmt)(?:[,.!\s]+(?:(?:that|this|it)(?:'s| is)|that’s|it’s)\s+(?:right|correct|true))?[.!\s]*$|^(?:(?:that|this|it)(?:'s|’s| is)\s+)(?:right|correct|true)[.!\s]*$/i;
const no =
  /^(?:no|nope|nein|non|wrong|incorrect|false|reject)(?:[,.!\s]+(?:that|this|it)(?:'s|’s| is)\s+(?:not (?:right|correct|true)|wrong|incorrect|false))?[.!\s]*$|^(?:(?:that|this|it)(?:'s|’s| is)\s+)(?:not (?:right|correct|true)|wrong|incorrect|false)[.!\s]*$/i;

const mostDeclined = 60;
const keyOf = ({ questionId, document }: DocumentOffer) => `${questionId}@${document.id}`;

/** The state without what was offered. */
export function withoutOffer({ offer: _offer, ...state }: AssessmentState): AssessmentState {
  return state;
}

/** What the person says to the offer: a plain yes or no. Everything else is read as an answer of its own. */
export function readVerdict(
  state: AssessmentState,
  message: { readonly text: string; readonly questionId?: string | undefined },
): { readonly isRight: boolean; readonly offer: DocumentOffer; readonly state: AssessmentState } | undefined {
  const { offer } = state;
  if (!offer || offer.questionId !== state.current) return undefined;
  if (message.questionId !== undefined && message.questionId !== offer.questionId) return undefined;
  const text = message.text.trim();
  if (yes.test(text)) return { isRight: true, offer, state: withoutOffer(state) };
  if (!no.test(text)) return undefined;
  const declined = [...(state.declined ?? []), keyOf(offer)].slice(-mostDeclined);
  return { isRight: false, offer, state: { ...withoutOffer(state), declined } };
}

/**
 * What a document says to the question that stays, else to the first open one that a document answers: a yes is said
 * sooner than an answer. What was said no to does not come back, and what was put off waits.
 */
export function chooseOffer(
  state: AssessmentState,
  offers: readonly DocumentOffer[],
  kept: Question | undefined,
): { readonly question: Question; readonly offer: DocumentOffer } | undefined {
  if (offers.length === 0) return undefined;
  const declined = new Set(state.declined);
  const byQuestion = new Map(offers.filter((offer) => !declined.has(keyOf(offer))).map((one) => [one.questionId, one]));
  const open = kept ? [kept] : listOpenQuestions(state).filter(({ id }) => !state.deferred.includes(id));
  for (const question of open) {
    const offer = byQuestion.get(question.id);
    if (offer) return { question, offer };
  }
  return undefined;
}
