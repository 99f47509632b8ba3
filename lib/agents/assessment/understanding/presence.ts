import type { Presence } from '#lib/domain/assessment/facts';
import type { Clause } from './clauses.ts';
import type { Token } from './lexer.ts';
import { PhraseIndex, phraseSet } from './phrase-index.ts';

/** What a cue says of the things named around it; `neutral` swallows words that only look like a negation. */
type Cue = { effect: Presence | 'neutral'; scope: 'phrase' | 'clause' };
type FoundCue = Cue & { start: number; end: number };

const cueTable: readonly (Cue & { phrases: string })[] = [
  {
    effect: 'neutral',
    scope: 'clause',
    phrases:
      'not only|not just|no doubt|no problem|no wonder|not to mention|not bad|nothing but|no more than|not more than|no less than|not sure|no surprise|no question|no idea|not unless|not that i know|no comment|why not|whether or not|if not|not too long|not long ago|no matter|for next year|for next quarter|for this year',
  },
  {
    effect: 'absent',
    scope: 'phrase',
    phrases:
      'no|zero|kein|keine|keinen|pas de|without|lack|lacks|lacking|lack of|missing|absence of|none of|instead of|rather than|neither|nor|any more|wish we had|if we had|if only we had|would love to have',
  },
  {
    effect: 'absent',
    scope: 'clause',
    phrases:
      "not|never|nobody|no one|noone|none|nothing|nicht|don't|doesn't|didn't|haven't|hasn't|hadn't|isn't|aren't|wasn't|weren't|won't|wouldn't|can't|cannot|couldn't|dont|doesnt|didnt|havent|hasnt|isnt|arent|wasnt|wont|cant|ain't|no plan for|no plan to|no intention|not yet|not plan to|not planning|no longer|stopped using|got rid of|abandoned|scrapped|nothing like|used to have|used to use|decided against|rejected|ruled out",
  },
  {
    effect: 'leaving',
    scope: 'phrase',
    phrases:
      'moving away from|move away from|migrating away from|migrating from|migrate from|migrating off|migrate off|moving off|move off|moving from|phasing out|phase out|retiring|retire|decommissioning|decommission|sunsetting|replacing|replace|getting rid of|get rid of|switching from|shut down|shutting down',
  },
  {
    effect: 'planned',
    scope: 'clause',
    phrases:
      "plan to|plan for|planning to|planning for|planned for|planning|plan on|planned|will|we'll|going to|gonna|want to|want|would like|intend to|intend|considering|consider|evaluating|evaluate|looking at|looking into|look into|thinking about|thinking of|roadmap|in future|in the future|about to|hope to|hoping to|aim to|under evaluation|on the way|to be introduced|to be built|wish list|should have by|we need a|we need an|discussing|exploring|eventually|some day|someday|one day",
  },
  { effect: 'planned', scope: 'phrase', phrases: 'next year|next quarter|soon|upcoming|coming' },
  {
    effect: 'partial',
    scope: 'clause',
    phrases:
      "partly|partially|in part|to some extent|to some degree|piloting|rolling out|being rolled out|being introduced|being built|being set up|in progress|work in progress|under way|underway|not fully|not everywhere|not all|not completely|not consistently|not entirely|not always|not every|isn't fully|aren't fully|half done|halfway|in some places|only in some|only for some|for some|for a few|for part of|just started|have started|we started|started with|started to|sporadically|occasionally|here and there|hardly any|barely",
  },
  {
    effect: 'unsure',
    scope: 'clause',
    phrases:
      "maybe|might have|might use|not sure if|not sure whether|not sure we|don't know if|don't know whether|no idea if|no idea whether|unsure if|unsure whether|possibly|perhaps|could be that",
  },
];

const cues = new PhraseIndex<Cue>();
for (const { effect, scope, phrases } of cueTable) {
  const cue: Cue = { effect, scope };
  for (const phrase of phrases.split('|')) cues.add(phrase, cue);
}

/** What may follow a negation when it is about the thing named before it: "MFA is *not* in place". */
const predicates = phraseSet(
  'in place|in use|used|use|using|exist|existing|available|there|yet|implemented|happening|done|have|have any|have one|present|installed|set up|deployed|an option|allowed|ours|relevant|applicable|defined|written|named|appointed|established|approved|enabled|enforced|introduced|live|running|needed|needed|got|a thing|something we|part of|anywhere|at all|really|started|existent|exactly|been|enough|signed|finished|current|on the table|involved|made|carried out|performed|maintained|tracked|tested|documented|standardized|standardised|measured|encrypted|reviewed|our|one|anymore'.split(
    '|',
  ),
);
const retirement = phraseSet(
  'retired|phased out|replaced|decommissioned|going away|sunset|being migrated|switched off|shut down|end of life'.split(
    '|',
  ),
);
const retirementLead = phraseSet('is|are|being|be|will be|get|getting'.split('|'));

const isOneOf = (token: Token | undefined, words: readonly string[]) =>
  token !== undefined && words.includes(token.lower);

const verbs = new Set(
  'is are was were have has had use uses do does there runs run got get works work goes go'.split(' '),
);

/**
 * The token after which a negation no longer governs: a comma or an "and", unless a mere list goes on behind it, such as
 * "no lake, warehouse or catalogue" or "we don't use Kafka, Pulsar and SQS".
 */
function endOfPhrase(tokens: readonly Token[], from: number, clauseEnd: number): number {
  for (let index = from; index < clauseEnd; index += 1) {
    const word = tokens[index]?.lower;
    if (word !== ',' && word !== 'and') continue;
    const rest = tokens.slice(index + 1, Math.min(clauseEnd, index + 24));
    // "no MFA and on the wards there are shared accounts": a verb behind it begins something new.
    const goesOn = word === 'and' || rest.some((token) => isOneOf(token, ['or', 'nor', 'and']));
    if (index === from || !goesOn || rest.some((token) => verbs.has(token.lower))) return index;
  }
  return clauseEnd;
}

/** All cues of a clause, but those that are part of a name: the "no" of "no budget". */
export function findCues(tokens: readonly Token[], clause: Clause, named: (index: number) => boolean): FoundCue[] {
  const found: FoundCue[] = [];
  for (let index = clause.start; index < clause.end; ) {
    const match = named(index) ? undefined : cues.matchAt(tokens, index);
    const cue = match?.values[0];
    if (match === undefined || cue === undefined || match.end > clause.end || named(match.end - 1)) {
      index += 1;
      continue;
    }
    found.push({ ...cue, start: match.start, end: match.end });
    index = match.end;
  }
  return found;
}

function governs(cue: FoundCue, tokens: readonly Token[], clause: Clause, index: number): boolean {
  if (cue.end > index) return false;
  if (cue.scope === 'clause' && cue.effect !== 'absent') return true;
  // "We do not, at this point, have": the aside behind a verb's negation is passed over.
  const isAside =
    cue.scope === 'clause' && tokens[cue.end]?.lower === ',' && isOneOf(tokens[cue.end - 1], ['not', 'yet']);
  const end = endOfPhrase(tokens, isAside ? cue.end + 4 : cue.end, clause.end);
  // "moving from X to Y" leaves X and goes to Y.
  const to =
    cue.effect === 'leaving'
      ? tokens.slice(cue.end, end).findIndex((token) => isOneOf(token, ['to', 'with', 'by']))
      : -1;
  return index < (to === -1 ? end : cue.end + to);
}

/** "SOC 2, ISO 27001 is planned" plans one of them, "SOC 2 and ISO 27001 are planned" both. */
function isJoined(tokens: readonly Token[], from: number, to: number): boolean {
  const between = tokens.slice(from, Math.min(to, from + 24));
  return !between.some((token) => token.lower === ',') || between.some((token) => isOneOf(token, ['and', 'or', '&']));
}

/** What is said behind the thing named: "is not in place", "is planned", "is being retired", ": no". */
function presenceBehind(
  tokens: readonly Token[],
  clause: Clause,
  mentionEnd: number,
  behind: readonly FoundCue[],
): Presence {
  for (let index = mentionEnd; index < Math.min(clause.end, mentionEnd + 6); index += 1) {
    if (retirement.matchAt(tokens, index) && retirementLead.matchAt(tokens, index - 1)) return 'leaving';
  }
  const cue = behind.find(
    (candidate) => candidate.effect !== 'neutral' && isJoined(tokens, mentionEnd, candidate.start),
  );
  if (cue === undefined || cue.effect === 'neutral' || cue.effect === 'leaving') return 'used';
  if (cue.effect !== 'absent') return cue.start - mentionEnd <= 4 && cue.effect !== 'unsure' ? cue.effect : 'used';
  const isBare =
    isOneOf(tokens[cue.start], ['no', 'none']) && (cue.end >= clause.end || tokens[cue.end]?.lower === ',');
  if (cue.scope === 'phrase') return isBare ? 'absent' : 'used';
  const isFinal = cue.end >= clause.end;
  const isPredicate = [cue.end, cue.end + 1].some((index) => index < clause.end && predicates.matchAt(tokens, index));
  return isFinal || isPredicate ? 'absent' : 'used';
}

/**
 * How things stand with something named at tokens `start` to `end` of a clause.
 * @param cuesOfClause from `findCues`
 * @param hasLaterMention whether something else is named further on in the clause: then a negation there is about that
 */
export function readPresence(
  tokens: readonly Token[],
  clause: Clause,
  mention: { start: number; end: number; hasLaterMention: (from: number) => boolean },
  cuesOfClause: readonly FoundCue[],
): Presence {
  const before = cuesOfClause.filter((cue) => governs(cue, tokens, clause, mention.start));
  const negations = before.filter((cue) => cue.effect === 'absent');
  const isNeither = negations.some((cue) => isOneOf(tokens[cue.start], ['neither', 'nor']));
  if (negations.length === 1 || isNeither || negations.length > 2) {
    const isCondition = isOneOf(tokens[negations[0]?.start ?? -1], ['without']);
    const later = cuesOfClause.some((cue) => cue.start >= mention.end && cue.effect === 'absent');
    return isCondition && later ? 'used' : 'absent';
  }
  if (negations.length === 2) return doubleNegation(tokens, negations) ? 'used' : 'absent';
  const nearest = before.findLast((cue) => cue.effect !== 'neutral');
  if (nearest && nearest.effect !== 'neutral') return nearest.effect;
  // "A warehouse is being built with Redshift": what stands right behind a name is about it, whatever follows.
  const behind = cuesOfClause.filter(
    (cue) =>
      cue.start >= mention.end &&
      (!mention.hasLaterMention(cue.end) ||
        (cue.effect !== 'absent' && cue.start - mention.end <= 2) ||
        cue.start === mention.end),
  );
  return presenceBehind(tokens, clause, mention.end, behind);
}

/** "Can't do without X" is a yes; "we don't have no X" is people's way of saying no. */
function doubleNegation(tokens: readonly Token[], negations: readonly FoundCue[]): boolean {
  return negations.some((cue) => isOneOf(tokens[cue.start], ['without', 'lack', 'missing', 'lacking']));
}
