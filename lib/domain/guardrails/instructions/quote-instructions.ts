import { findInstructions, isInstructionFrom } from './find-instructions.ts';

const longestQuote = 160;

/** The passages of a text that give instructions to models, in one line each; possible ones are left out. */
export function quoteInstructions(text: string): string[] {
  return findInstructions(text)
    .filter(({ confidence }) => confidence >= isInstructionFrom)
    .map(({ start, end }) => {
      const words = text.slice(start, end).replaceAll(/\s+/g, ' ').trim();
      return words.length > longestQuote ? `${words.slice(0, longestQuote)}…` : words;
    });
}
