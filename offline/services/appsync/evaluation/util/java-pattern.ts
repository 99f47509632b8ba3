const POSIX: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '!-\\/:-@\\[-`{-~',
  Space: ' \\t\\n\\x0B\\f\\r',
  Blank: ' \\t',
  XDigit: '0-9a-fA-F',
  ASCII: '\\x00-\\x7F',
};

/**
 * A Java regular expression as a JavaScript one: `\Q…\E`, `\A`, `\z`, `\Z`, POSIX classes, inline flags at the start.
 * Possessive quantifiers lose their possessiveness, which changes speed but hardly ever the match.
 *
 * @throws SyntaxError for a pattern that JavaScript cannot express.
 */
export function javaPattern(pattern: string, flags = ''): RegExp {
  const { body, inline } = withoutInlineFlags(pattern);
  return new RegExp(translate(body), [...new Set(flags + inline)].join(''));
}

/** Whether the whole of `value` matches, as `String.matches` asks. */
export function javaMatches(pattern: string, value: string): boolean {
  const { body, inline } = withoutInlineFlags(pattern);
  return new RegExp(`^(?:${translate(body)})$`, inline).test(value);
}

/** `(?i)abc` as its flags and the rest; Java's `u` is what JavaScript does anyway. */
function withoutInlineFlags(pattern: string): { body: string; inline: string } {
  const flags = /^\(\?([imsu]+)\)/.exec(pattern);
  return { body: pattern.slice(flags?.[0].length ?? 0), inline: (flags?.[1] ?? '').replaceAll('u', '') };
}

function translate(pattern: string): string {
  let out = '';
  let inClass = false;
  let isAfterQuantifier = false;
  for (let index = 0; index < pattern.length; index++) {
    const char = pattern.charAt(index);
    if (char === '\\') {
      const { replacement, end } = escaped(pattern, index, inClass);
      out += replacement;
      index = end;
      isAfterQuantifier = false;
      continue;
    }
    if (char === '[') inClass = true;
    if (char === ']') inClass = false;
    if (isAfterQuantifier && char === '+') {
      isAfterQuantifier = false;
      continue;
    }
    out += char;
    isAfterQuantifier = !inClass && '*+?}'.includes(char);
  }
  return out;
}

function escaped(pattern: string, start: number, inClass: boolean): { replacement: string; end: number } {
  const next = pattern.charAt(start + 1);
  const plain = { replacement: pattern.slice(start, start + 2), end: start + 1 };
  switch (next) {
    case 'Q': {
      const close = pattern.indexOf('\\E', start + 2);
      const literal = close < 0 ? pattern.slice(start + 2) : pattern.slice(start + 2, close);
      return { replacement: quotePattern(literal), end: close < 0 ? pattern.length : close + 1 };
    }
    case 'A':
      return { replacement: '^', end: start + 1 };
    case 'z':
    case 'Z':
      return { replacement: '$', end: start + 1 };
    case 'h':
      return { replacement: inClass ? ' \\t' : '[ \\t]', end: start + 1 };
    case 'p': {
      const named = /^\\p\{(\w+)\}/.exec(pattern.slice(start));
      const posix = named?.[1] ? POSIX[named[1]] : undefined;
      if (!named || !posix) return plain;
      return { replacement: inClass ? posix : `[${posix}]`, end: start + named[0].length - 1 };
    }
    default:
      return plain;
  }
}

/** `text` with every character of the pattern language escaped. */
const quotePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Java's replacement syntax (`$0`, `$1`, `${name}`, `\$`) in JavaScript's. */
export function javaReplacement(replacement: string): string {
  return replacement.replace(/\\(.)|\$\{(\w+)\}|\$(\d)?/g, (_, literal?: string, name?: string, group?: string) => {
    if (literal !== undefined) return literal === '$' ? '$$' : literal;
    if (name !== undefined) return `$<${name}>`;
    if (group === undefined) return '$$';
    return group === '0' ? '$&' : `$${group}`;
  });
}
