export interface StatedUseCase {
  readonly text: string;
  /** Line of the answer, from 1. */
  readonly line: number;
  readonly actor: string | null;
  readonly verb: string | null;
  /** What it is done to, in the singular; null where the sentence does not follow "actor verb object". */
  readonly noun: string | null;
  readonly operation: Operation | null;
}

export interface Operation {
  readonly prefix: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly field: 'QUERY' | 'MUTATION';
  readonly store: 'GetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem';
  readonly isOfOne: boolean;
}

const create = { prefix: 'Create', method: 'POST', field: 'MUTATION', store: 'PutItem', isOfOne: false } as const;
const get = { prefix: 'Get', method: 'GET', field: 'QUERY', store: 'GetItem', isOfOne: true } as const;
const search = { prefix: 'List', method: 'GET', field: 'QUERY', store: 'Query', isOfOne: false } as const;
const update = { prefix: 'Update', method: 'PUT', field: 'MUTATION', store: 'UpdateItem', isOfOne: true } as const;
const remove = { prefix: 'Delete', method: 'DELETE', field: 'MUTATION', store: 'DeleteItem', isOfOne: true } as const;

const verbs: Readonly<Record<string, Operation>> = Object.fromEntries(
  (
    [
      ['create add place submit register order book upload open report record request', create],
      ['view get read see open-details inspect track download', get],
      ['search list browse find filter', search],
      ['update change edit assign complete approve reject close confirm cancel schedule pay rate', update],
      ['delete remove', remove],
    ] as const
  ).flatMap(([words, operation]) => words.split(' ').map((word) => [word, operation] as const)),
);

const articles = /^(?:(?:an?|the|all|any|their|his|her|its|my|our|new|own|some|one|details of|status of) )+/i;
const ending =
  /\s+(?:by|for|with|from|to|in|on|of|and|when|if|via|using|through|at|into|as|that|which|who|status|details)\b.*$|[,.:(].*$/i;

export function singular(noun: string): string {
  if (/(?:ss|us|is)$/i.test(noun)) return noun;
  if (/ies$/i.test(noun)) return `${noun.slice(0, -3)}y`;
  if (/(?:ches|shes|xes|sses)$/i.test(noun)) return noun.slice(0, -2);
  return noun.replace(/s$/i, '');
}

function base(word: string): string {
  const small = word.toLowerCase();
  const stems = [small, small.replace(/s$/, ''), small.replace(/es$/, ''), small.replace(/ies$/, 'y')];
  return stems.find((stem) => Object.hasOwn(verbs, stem)) ?? small;
}

export function nounOf(text: string): string | null {
  const noun = singular(
    text
      .trim()
      .replace(/^(?:for|at|on|of|to|up|down) /i, '')
      .replace(/^(?:for|at|on|of|to|up|down) /i, '')
      .replace(articles, '')
      .replace(ending, '')
      .trim(),
  ).toLowerCase();
  return /^\p{L}[\p{L}\p{N} -]{0,60}$/u.test(noun) ? noun : null;
}

/** The parts of an answer that lists things: a line, a semicolon or a number begins the next one. */
export function listed(answer: string): { text: string; line: number }[] {
  return answer.split('\n').flatMap((row, index) =>
    row
      .split(/;|(?<=[.!])\s+(?=\p{Lu})|\s+(?=\d{1,2}[.)]\s)/u)
      .map((text) => ({
        text: text
          .replace(/^\s*(?:[-*•]|\d{1,2}[.)])\s*/, '')
          .replace(/[.\s]+$/, '')
          .trim(),
        line: index + 1,
      }))
      .filter(({ text }) => text !== ''),
  );
}

/** Reads "Shop manager creates a work order" into actor, verb and object; what it cannot read stays as text. */
export function readUseCases(answer: string): StatedUseCase[] {
  return listed(answer).map(({ text, line }) => {
    const sentence = text.replace(/^as an? ([^,]+),?\s+i (?:want|would like) to\s+/i, '$1 ');
    const words = sentence.replace(/\b(?:can|may|must|should|wants to|is able to)\s+/i, '').split(/\s+/);
    const at = words.findIndex((word, index) => index > 0 && Object.hasOwn(verbs, base(word)));
    const first = at < 0 && words[0] && Object.hasOwn(verbs, base(words[0])) ? 0 : at;
    if (first < 0) return { text, line, actor: null, verb: null, noun: null, operation: null };
    const verb = base(words[first] ?? '');
    const actor = words
      .slice(0, first)
      .join(' ')
      .replace(/^(?:an?|the) /i, '');
    const noun = nounOf(words.slice(first + 1).join(' '));
    const isPlural =
      /s$/i.test(
        words
          .slice(first + 1)
          .join(' ')
          .replace(ending, ''),
      ) && verbs[verb] === get;
    const operation = noun === null ? null : isPlural ? search : (verbs[verb] ?? null);
    return { text, line, actor: actor === '' ? null : actor, verb, noun, operation };
  });
}

export const pascal = (text: string) =>
  text
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
export const camel = (text: string) => {
  // VIN is vin, not vIN.
  const word = pascal(text.replace(/\b\p{Lu}{2,}\b/gu, (capitals) => capitals.toLowerCase()));
  return word.charAt(0).toLowerCase() + word.slice(1);
};
export const kebab = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join('-');
export const plural = (noun: string) =>
  /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : /(?:s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
