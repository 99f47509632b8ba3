import type { Token } from './lexer.ts';
import { PhraseIndex, phraseSet } from './phrase-index.ts';

/** What a message asks of the interview instead of answering a question. */
const intents = [
  'skip',
  'unknown',
  'later',
  'show',
  'progress',
  'why',
  'explain',
  'back',
  'finish',
  'scrap',
  'resume',
  'greet',
  'thanks',
  'help',
] as const;
export type Intent = (typeof intents)[number];

const phrases: Record<Intent, string> = {
  skip: "skip|pass|next|next question|n/a|na|not applicable|does not apply|doesn't apply|no comment|prefer not to say|rather not say|move on|i'd rather not|no answer|skip it|leave it out|leave that out",
  unknown:
    "don't know|i don't know|i do not know|we don't know|no idea|i have no idea|dunno|idk|no clue|i honestly don't know|not a clue|can't say|i can't say|i couldn't say|beats me|unknown|keine ahnung",
  later:
    "later|ask me later|ask later|ask again later|come back to this|come back to that|come back to it|come back later|i'll get back to you|let me check|let me find out|can we do this later|can we do that later|postpone|park it|park this|park that|not now|i'll check|i need to check|i have to check|i need to ask|i'd have to check|i'd have to ask|get back to this|tell you later|back to that later",
  show: 'what did you understand|what have you understood|what do you know|what do you have|what have you got|summary|summarize|summarise|recap|show my answers|show answers|show me my answers|show what you understood|show me what you understood|list my answers|what did i say|what have i said|what did i answer|read back|what did you note|show me the answers|show me what you have',
  progress:
    "how far are we|how far|how many questions|how many more|how many are left|progress|how much longer|are we done|are we there yet|how long will this take|how long does this take|how much is left|what is left|what's left|what is missing|what's missing|what is still open|what's still open|status|how many left|where are we",
  why: "why do you ask|why are you asking|why|why is that important|why is this important|what is that for|what's that for|what do you need that for|why do you need that|why do you need to know|why does that matter|why does it matter|why should i tell you|what is it good for|why that|why this|why this question|why that question",
  explain:
    "what do you mean|i don't understand|i do not understand|i don't get it|i don't understand the question|can you rephrase|rephrase|explain|can you explain|can you explain that|example|give me an example|for example|what does that mean|what does this mean|huh|sorry what|come again|please rephrase|clarify|can you clarify|what kind of answer|what should i answer|what exactly do you mean|not sure what you mean",
  back: "back|go back|previous|previous question|go back one|one back|undo|last question again|go to the previous question|return to the previous question|back to the last question|back to the previous question|can we go back|let's go back|step back",
  finish:
    "stop|finish|finish now|that's all|that is all|that's it|that is it|we're done|we are done|end|end the interview|end it|done|i'm done|i am done|complete|generate the report|give me the report|create the report|make the report|report please|stop here|let's stop|let's stop here|let's finish|wrap up|let's wrap up|quit|exit|enough|that's enough|no more questions|finish the interview|finish the assessment|complete the assessment|end the assessment|stop the interview|i want to stop|i have to go|show me the report",
  scrap:
    "scrap that|forget that|forget it|delete that|ignore that|strike that|forget what i said|ignore what i said|ignore my last answer|delete my last answer|remove that|take that back|i take that back|that was wrong|that's wrong|that is wrong|that's not right|that is not right|wrong|not correct|that's not correct|that is not correct|you got that wrong|you misunderstood|you misunderstood me|that's not what i said|that is not what i meant|that's not what i meant|i misspoke|i was wrong",
  resume:
    "continue|resume|go on|keep going|let's continue|carry on|go ahead|start|let's start|begin|let's begin|let's go|ready|i'm ready|we're ready|ask me|ask|start the assessment|start the interview|start assessment|shoot|proceed|fire away|ok go",
  greet:
    'hi|hello|hey|good morning|good afternoon|good evening|hi there|hello there|hey there|greetings|moin|servus|hallo|guten tag|bonjour|hola|howdy|yo',
  thanks:
    'thanks|thank you|thx|ty|cheers|great|cool|nice|ok|okay|perfect|awesome|good|got it|understood|alright|fine|lol|haha|ha ha|hmm|hm|i see|interesting|wow|sounds good|no problem|ok cool|bye|goodbye|see you|danke|merci|many thanks|great thanks|makes sense|fair enough|very good|excellent|hehe|k',
  help: 'help|help me|what can you do|how does this work|what is this|who are you|are you a bot|are you human|what are you|what can i do|how do i use this|options|commands|what now|what should i do|are you an ai|is this a bot',
};

const index = new PhraseIndex<Intent>();
for (const intent of intents) for (const phrase of phrases[intent].split('|')) index.add(phrase, intent);

const leads = phraseSet(
  "please|ok|okay|can we|can you|could you|could we|let's|lets|i'd like to|i would like to|i want to|sorry|hmm|well|um|just|and|so|hey|now|would you|then|can i|may i|i think we should|shall we|for now|honestly|ah|oh|right|alright|yes|no|sure".split(
    '|',
  ),
);
const tails = new Set(
  (
    'this that one question please now it here for the interview us me thanks thank you so far again exactly really yet to of is ' +
    'are all in total left about then on with today everything assessment at moment by way there everyone i do did we have off hand ' +
    'understood said my answers and ok sorry next up until interview already later'
  ).split(' '),
);

/** The intent of a message that is nothing but a request, such as "skip this one, please". */
export function readIntent(tokens: readonly Token[]): Intent | undefined {
  const words = tokens.filter((token) => token.kind !== 'symbol' || token.lower === '/');
  if (words.length === 0 || words.length > 14) return undefined;
  for (let start = 0; start < words.length; ) {
    const match = index.matchAt(words, start);
    const intent = match?.values[0];
    if (
      match &&
      intent &&
      words.slice(match.end).every((token) => tails.has(token.lower) || leads.matchAt([token], 0))
    ) {
      return intent;
    }
    const lead =
      leads.matchAt(words, start) ?? (match && (intent === 'greet' || intent === 'thanks') ? match : undefined);
    if (!lead) return undefined;
    start = lead.end;
  }
  return undefined;
}
