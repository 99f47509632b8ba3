import type { Prompt } from './provider.ts';

/** The whole prompt as one text, for those who take no turns. */
export function asOneText({ instructions, turns }: Prompt): string {
  const said = turns.map(({ by, text }) => (by === 'asker' ? text : `YOUR ANSWER WAS:\n${text}`));
  return [instructions, ...said].join('\n\n');
}
