/** Stand for a star and a question mark that came from a value: those mean themselves. */
const [LITERAL_STAR, LITERAL_MARK] = ['\u0001', '\u0002'];

/**
 * A policy's text with its variables in place: `${aws:username}`, `${key, 'default'}`, `${*}`. Undefined when a variable
 * has neither a value nor a default: such a text matches nothing. `plain`: the text is no pattern.
 */
export function substitute(
  text: string,
  keys: ReadonlyMap<string, readonly string[]>,
  plain = false,
): string | undefined {
  if (!text.includes('${')) return text;
  const missing: string[] = [];
  const literal = (value: string) =>
    plain ? value : value.replaceAll('*', LITERAL_STAR).replaceAll('?', LITERAL_MARK);
  const replaced = text.replace(/\$\{([^}]+)\}/g, (_, inside: string) => {
    if (inside === '*' || inside === '?' || inside === '$') return literal(inside);
    const [, name = '', fallback] = /^\s*([^,]+?)\s*(?:,\s*'(.*)')?\s*$/.exec(inside) ?? [];
    const value = keys.get(name.toLowerCase());
    // A key of many values has no one value to put in.
    const [only] = value?.length === 1 ? value : [];
    if (only === undefined && fallback === undefined) missing.push(name);
    return literal(only ?? fallback ?? '');
  });
  return missing.length === 0 ? replaced : undefined;
}

/** IAM's wildcards: `*` any run of characters, `?` one. Linear in the text, whatever the pattern. */
export function wildcard(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let mark = 0;
  while (t < text.length) {
    if (p < pattern.length && pattern[p] === '*') {
      star = p++;
      mark = t;
    } else if (p < pattern.length && (pattern[p] === '?' || meant(pattern[p]) === text[t])) {
      p++;
      t++;
    } else if (star !== -1) {
      p = star + 1;
      t = ++mark;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

const meant = (character: string | undefined) =>
  character === LITERAL_STAR ? '*' : character === LITERAL_MARK ? '?' : character;
