import type { Certainty, Polarity } from '#lib/domain/assessment/facts';
import type { Token } from './lexer.ts';
import { PhraseIndex, phraseSet } from './phrase-index.ts';

/** `isPlain`: the words are an answer by themselves ("yes", "not really"), not the start of a sentence ("we have …"). */
export type Opening = { value: Polarity; isPlain: boolean; end: number };

type Entry = { value: Polarity; isPlain: boolean; standsAlone: boolean };

const openings = new PhraseIndex<Entry>();
function addOpenings(value: Polarity, kind: 'plain' | 'alone' | 'sentence', phrases: string): void {
  const entry: Entry = { value, isPlain: kind !== 'sentence', standsAlone: kind === 'alone' };
  for (const phrase of phrases.split('|')) openings.add(phrase, entry);
}
addOpenings(
  'yes',
  'plain',
  'yes|yep|yeah|yup|definitely|absolutely|of course|indeed|certainly|affirmative|ja|oui|si|sí|i think so|i believe so|i guess so|most likely|for sure|we sure do',
);
addOpenings(
  'yes',
  'alone',
  'correct|right|true|sure|all|all of them|always|exactly|we do|they do|it is|it does|we are|we have|there is|they are|probably|likely|good|fine|full|fully|completely|already|tak|hai',
);
addOpenings(
  'yes',
  'sentence',
  "we do|we have|it is|it does|they are|there is|there are|we've|we are|it was|they do|she does|he does|that is|that's|everyone|everything|it agrees|they agree|informed and agreed|agreed",
);
addOpenings(
  'no',
  'plain',
  "nope|nah|not really|not at all|not yet|not that i know|not that i am aware|not that i'm aware|nein|not currently|not at the moment|not so far|not right now|absolutely not|definitely not|certainly not|of course not|i don't think so|i do not think so|don't think so|unfortunately not|sadly not|afraid not|hardly|no not|not as such|not in writing|nothing written|nothing formal|nothing like that|nothing yet|not formally|not officially|not in the last|not recently|not that we know|not any more|not anymore|not since|not this year",
);
addOpenings(
  'no',
  'alone',
  'no|none|never|nothing|nobody|no one|neither|negative|zero|non|nada|nil|not|not now|neither of them|none of them|none of these|none of those|nobody yet|nothing at all',
);
addOpenings(
  'no',
  'sentence',
  "we don't|we do not|we have not|we haven't|it isn't|it is not|it's not|there is no|there isn't|there are no|there aren't|there's no|we have no|we've no|we lack|they don't|they have not|they haven't|nobody|no one|nothing|we never|it doesn't|it does not|they are not|they aren't|we aren't|we are not|no formal|no official|no written|no such",
);
addOpenings(
  'partly',
  'plain',
  'partly|partially|in part|sort of|kind of|somewhat|some of it|some of them|to some extent|mostly|more or less|yes and no|a bit|a little|here and there|not fully|not everywhere|not all|not completely|not always|not entirely|not for all|in some areas|depends|it depends|sometimes|in progress|work in progress|under way|almost|nearly|halfway|for the most part|largely|ad hoc|case by case|occasionally|now and then|only some|only partly|only partially|jein',
);
addOpenings('partly', 'alone', 'some|half|mixed|few|a few|rarely');
addOpenings(
  'partly',
  'sentence',
  "we started|we've started|we have started|we began|some of|a few of|it is in progress|it's in progress|we are in the middle|it is being rolled out|we are rolling out|it varies",
);
addOpenings(
  'planned',
  'plain',
  "planned|in the works|working on it|we're working on it|we are working on it|on the roadmap|coming soon|not yet but planned|in planning|under discussion|in preparation|in discussion|being prepared",
);
addOpenings(
  'planned',
  'sentence',
  "we plan|we are planning|we're planning|we will|we'll|we want to|we intend|it is planned|it's planned|that is planned|is planned|we are going to|we are considering|we're considering|we are discussing|we are about to|it will",
);
addOpenings(
  'unsure',
  'plain',
  "don't know|i don't know|i do not know|we don't know|unsure|not sure|i'm not sure|i am not sure|maybe|no idea|perhaps|hard to say|not certain|unclear|dunno|idk|can't say|i can't say|couldn't say|no clue|i'd have to ask|i would have to ask|i need to check|have to check|i'd have to check|need to ask|who knows|difficult to say|i have no idea|not known|unknown|keine ahnung|i'm not the right person|i am not the right person|not the right person|you'd have to ask|you would have to ask|ask our|ask my|better ask|somebody else knows|someone else knows",
);

const fillers = phraseSet(
  "well|hmm|hm|oh|so|ok|okay|honestly|to be honest|tbh|frankly|i'd say|i would say|ah|um|uh|er|actually|basically|unfortunately|sadly|thankfully|obviously|clearly|currently|at the moment|right now|today|as of today|i think|i believe|i guess|in principle|good question|sorry|hi|hello|and|but|luckily|fortunately|regarding that|for now|so far|currently|also|ehm|äh".split(
    '|',
  ),
);

/** The first token behind "well", "to be honest" and the like. */
export function skipFillers(tokens: readonly Token[], start: number, end: number): number {
  let index = start;
  while (index < end) {
    const filler = fillers.matchAt(tokens, index);
    const isSymbol = tokens[index]?.kind === 'symbol';
    if (!filler && !isSymbol) break;
    index = filler ? filler.end : index + 1;
  }
  return Math.min(index, end);
}

/** The yes or no that a text opens with, if it does. */
export function readOpening(tokens: readonly Token[], start: number, end: number): Opening | undefined {
  const first = skipFillers(tokens, start, end);
  // A filler may be the answer itself: "right now" is one, "sure" and "I think so" are not.
  for (const index of first === start ? [start] : [first, start]) {
    const match = openings.matchAt(tokens, index);
    if (match === undefined || match.end > end) continue;
    const next = tokens[match.end];
    const isAlone =
      match.end >= end ||
      next?.kind === 'symbol' ||
      [
        'we',
        'i',
        'it',
        'they',
        'there',
        'unfortunately',
        'sorry',
        'so',
        'but',
        'that',
        'because',
        'our',
        'thanks',
      ].includes(next?.lower ?? '');
    const entry = match.values.find((candidate) => isAlone || !candidate.standsAlone);
    if (entry) return { value: entry.value, isPlain: entry.isPlain, end: match.end };
  }
  return undefined;
}

const doubts = phraseSet(
  "not sure|unsure|maybe|perhaps|might|no idea|hard to say|don't know|do not know|possibly|wild guess|not certain|who knows|can't say exactly".split(
    '|',
  ),
);
const hedges = phraseSet(
  "i think|i believe|probably|i guess|as far as i know|afaik|should be|i suppose|presumably|if i remember|if i recall|more or less|most likely|likely|estimate|estimated|ballpark|guesstimate|i assume|give or take|i'd say|i would say|supposedly|apparently|from memory".split(
    '|',
  ),
);

/** How sure the person sounds. */
export function readCertainty(tokens: readonly Token[], ranges: readonly { start: number; end: number }[]): Certainty {
  const hasAny = (phrases: typeof doubts) =>
    ranges.some(({ start, end }) => {
      for (let index = start; index < end; index += 1) if (phrases.matchAt(tokens, index)) return true;
      return false;
    });
  if (hasAny(doubts)) return 'unsure';
  return hasAny(hedges) ? 'likely' : 'certain';
}
