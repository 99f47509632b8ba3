/** A turn of words by which text addresses the model that reads it, and how telling it is: 1 alone is enough. */
interface Sign {
  readonly label: string;
  readonly form: RegExp;
  readonly weight: number;
}

const your = '(?:your|the|this|any|all|my)';
const answer = '(?:answers?|responses?|repl(?:y|ies)|outputs?|summar(?:y|ies)|explanations?|elucidation|translations?)';
const code = '(?:code|codebase|implementation|solution|program|script|algorithm)';

/** Bounded throughout: what strangers write is read in a time that grows with its length. Word by word: English first, then the languages that documents here are written in most. */
export const signs: readonly Sign[] = [
  {
    label: 'asks to ignore what was said before',
    form: /\b(?:ignore|disregard|forget|override|bypass|do not follow|don't follow)\b.{0,40}?\b(?:previous|prior|above|earlier|preceding|all|any|your|system|original)\b.{0,30}?\b(?:instructions?|prompts?|rules?|directions?|guidelines?|context|messages?|commands?)\b/gi,
    weight: 1,
  },
  {
    label: 'asks to ignore what was said before',
    form: /\b(?:ignorier\w*|vergiss|missachte\w*)\b.{0,40}?\b(?:anweisung\w*|vorgaben|regeln|befehle)\b|\b(?:ignore[sz]?|oublie[sz]?)\b.{0,40}?\b(?:instructions|consignes|règles)\b|\b(?:ignora|olvida|omite)\b.{0,40}?\b(?:instrucciones|reglas|órdenes)\b|\bignora\w*\b.{0,40}?\b(?:istruzioni|regole)\b/gi,
    weight: 1,
  },
  {
    label: 'gives the reader another role',
    form: /\byou are (?:now|no longer|going to be|acting as)\b|\b(?:pretend|act|behave|respond) (?:to be|as (?:if you (?:are|were)|an? (?:unrestricted|unfiltered|different|new)))\b|\bfrom now on,? you\b|\b(?:developer|god|dan|jailbreak|debug) mode\b|\bdu bist (?:jetzt|ab sofort)\b|\btu es (?:maintenant|désormais)\b/gi,
    weight: 0.7,
  },
  {
    label: 'asks for the instructions of the reader',
    form: /\b(?:reveal|print|show|repeat|output|leak|display|tell me|what (?:is|are))\b.{0,30}?\b(?:your|the) (?:system|initial|hidden|original|secret) (?:prompt|instructions?|message|rules)\b/gi,
    weight: 1,
  },
  {
    label: 'poses as a turn of the conversation',
    form: /<\|?(?:im_start|im_end|system|endoftext|assistant|user)\|?>|\[\/?INST\]|<<\/?SYS>>|^[^\S\n\r]{0,40}(?:#{1,4}[^\S\n\r]{0,8})?(?:system|assistant)\s{0,8}(?:prompt|message|override)\s{0,8}:\s{0,8}\S/gim,
    weight: 0.8,
  },
  {
    label: 'addresses a model',
    form: /(?:^|\/\/|#|\/\*|<!--)\s{0,40}(?:ai|llm|chatgpt|claude|gemini|copilot)(?: (?:assistants?|agents?|models?|reviewers?|systems?))?\s{0,8}[:,]/gim,
    weight: 0.6,
  },
  {
    label: 'addresses a model',
    form: /\b(?:dear|hey|hello|attention|note to|instructions? (?:to|for)|important (?:for|to)|if you are an?|as an?)\s{0,8},?\s{0,8}(?:the |any )?(?:ai|llm|language models?|assistants?|chatbots?|chatgpt|gpt-?\d?|claude|gemini|copilot|ai (?:agents?|models?|assistants?|systems?|reviewers?))\b/gi,
    weight: 0.8,
  },
  {
    // Tenders say so to bidders as well: alone it is a possibility.
    label: 'says what to answer',
    form: new RegExp(
      String.raw`\b(?:(?:in|into|of|to|from|within|with|throughout|at the end of|as) (?:your|the) (?:entire |whole |final )?${answer}\b|(?:provide|present|modify|adapt|enhance|augment|enrich|extend|translate|reverse|encode|encrypt|scramble|jumble|misspell|rearrange|anagram|group|combine|replace|render|conclude|end|finish|begin|start|complement|supplement) (?:your|the) (?:entire |whole |final )?${answer}\b|your (?:entire |whole |final )?${answer} (?:should|must|shall|has to|needs to)\b)`,
      'gi',
    ),
    weight: 0.6,
  },
  {
    // Tutorials say so to programmers as well.
    label: 'wants code taken over',
    form: new RegExp(
      String.raw`\b(?:following|subsequent|below|given|provided) code (?:snippet|block|section|excerpt|segment|fragment|script|lines?)\b|\b(?:following|subsequent) (?:snippet|script)\b.{0,60}?\b${your} ${code}\b`,
      'gi',
    ),
    weight: 0.55,
  },
  {
    label: 'wants something sent away',
    form: /\b(?:send|post|upload|forward|exfiltrate|transmit|e-?mail|leak)\b.{0,60}?\b(?:conversation|chat|history|secrets?|credentials?|passwords?|api keys?|tokens?|environment variables?|system prompt|user data|contents?)\b.{0,60}?\b(?:to|at)\b.{0,10}?(?:https?:\/\/|www\.|\S{1,64}@\S)/gi,
    weight: 1,
  },
  {
    label: 'says what a decision shall be',
    form: /\b(?:approve|accept|rate|score|rank|recommend|mark|award|grade|select)\b.{0,40}?\b(?:this|our|the) (?:proposal|bid|tender|offer|submission|document|candidate|design|application|paper|response)\b.{0,40}?\b(?:highest|top|best|compliant|complete|full marks|maximum|regardless|without (?:review|checking)|10\/10|100 ?%)/gi,
    weight: 0.8,
  },
  {
    label: 'wants it hidden from people',
    form: /\b(?:do not|don't|never|without) (?:tell|telling|mention|mentioning|inform|informing|reveal|revealing|disclose|disclosing|alert|alerting)\b.{0,30}?\b(?:the )?(?:users?|humans?|anyone|people|operator|reviewers?|this)\b/gi,
    weight: 0.6,
  },
  {
    label: 'wants something decoded and done',
    form: /\b(?:decode|decrypt|unscramble)\b.{0,40}?\b(?:and|then)\b.{0,20}?\b(?:follow|execute|run|obey|perform|do)\b/gi,
    weight: 1,
  },
];

/** Characters that nobody sees and that carry text: tags, zero width, directions. */
export const hiddenCharacters = /[\u{E0020}-\u{E007F}]{4,}|[\u200B-\u200D\u2060\uFEFF]{6,}/gu;
