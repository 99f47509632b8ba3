/** A piece of a `DateTimeFormatter` pattern: a letter with its count, or text. */
export type Token = { letter: string; count: number } | { text: string };

/** Splits a pattern as java.time's `DateTimeFormatter` reads it. @throws Error for an open quote. */
export function tokenize(pattern: string): Token[] {
  const tokens: Token[] = [];
  let index = 0;
  while (index < pattern.length) {
    const char = pattern.charAt(index);
    if (char === "'") {
      const { text, end } = quoted(pattern, index);
      tokens.push({ text });
      index = end;
    } else if (/[A-Za-z]/.test(char)) {
      const start = index;
      while (pattern.charAt(index) === char) index++;
      tokens.push({ letter: char, count: index - start });
    } else {
      if (char !== '[' && char !== ']') tokens.push({ text: char });
      index++;
    }
  }
  return tokens;
}

function quoted(pattern: string, start: number): { text: string; end: number } {
  if (pattern.charAt(start + 1) === "'") return { text: "'", end: start + 2 };
  let text = '';
  for (let index = start + 1; index < pattern.length; index++) {
    if (pattern.charAt(index) !== "'") text += pattern.charAt(index);
    else if (pattern.charAt(index + 1) === "'") text += pattern.charAt(index++);
    else return { text, end: index + 1 };
  }
  throw new Error(`The pattern "${pattern}" has a quote that is not closed.`);
}

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

export const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
