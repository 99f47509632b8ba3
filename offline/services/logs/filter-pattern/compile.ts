import { compileFields } from './fields.ts';
import { compileJson } from './json.ts';
import type { Filter } from './reader.ts';
import { compileTerms } from './terms.ts';

const compiled = new Map<string, Filter>();
const MOST_COMPILED = 200;

/**
 * A filter pattern as a test of texts: terms, `{ JSON }` or `[fields]`, by how it begins. An empty one matches all.
 * @throws ServiceError InvalidParameterException naming what is wrong.
 */
export function compilePattern(pattern: string): Filter {
  const known = compiled.get(pattern);
  if (known) return known;
  const text = pattern.trim();
  const filter = text.startsWith('{')
    ? compileJson(text)
    : text.startsWith('[')
      ? compileFields(text)
      : compileTerms(text);
  if (compiled.size >= MOST_COMPILED) compiled.clear();
  compiled.set(pattern, filter);
  return filter;
}
