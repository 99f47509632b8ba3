import { javaMatches, javaPattern, javaReplacement } from '../util/java-pattern.ts';
import { text } from '../util/values.ts';

export type TextMethod = (value: string, args: unknown[]) => unknown;

function substring(value: string, [from, to]: unknown[]): string {
  const start = Number(from);
  const end = to === undefined ? value.length : Number(to);
  if (!(start >= 0 && end <= value.length && start <= end)) {
    throw new Error(`begin ${start}, end ${end}, length ${value.length}`);
  }
  return value.slice(start, end);
}

/** Java's `split`: without a limit, empty strings at the end fall away. */
function split(value: string, [pattern, limit]: unknown[]): string[] {
  const expression = javaPattern(text(pattern), 'g');
  const most = typeof limit === 'number' && limit > 0 ? limit : Number.POSITIVE_INFINITY;
  const parts: string[] = [];
  let from = 0;
  for (const match of value.matchAll(expression)) {
    if (parts.length + 1 >= most) break;
    if (match[0] === '' && (match.index === 0 || match.index >= value.length)) continue;
    if (match.index === 0 && match[0] !== '' && value === '') continue;
    parts.push(value.slice(from, match.index));
    from = match.index + match[0].length;
  }
  parts.push(value.slice(from));
  if (typeof limit !== 'number' || limit === 0) {
    while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  }
  return parts;
}

function compareTo(value: string, [other]: unknown[]): number {
  const right = text(other);
  for (let index = 0; index < Math.min(value.length, right.length); index++) {
    const difference = value.charCodeAt(index) - right.charCodeAt(index);
    if (difference !== 0) return difference;
  }
  return value.length - right.length;
}

function charAt(value: string, [index]: unknown[]): string {
  const at = Number(index);
  if (!(at >= 0 && at < value.length)) throw new Error(`String index out of range: ${at}`);
  return value.charAt(at);
}

function hashCode(value: string): number {
  let hash = 0;
  for (let index = 0; index < value.length; index++) hash = (Math.imul(hash, 31) + value.charCodeAt(index)) | 0;
  return hash;
}

/** The methods of Java's `String` that templates can call, by name. */
export const TEXT_METHODS: ReadonlyMap<string, TextMethod> = new Map<string, TextMethod>([
  ['charAt', charAt],
  ['compareTo', compareTo],
  ['concat', (value, [other]) => value + text(other)],
  ['contains', (value, [part]) => value.includes(text(part))],
  ['endsWith', (value, [part]) => value.endsWith(text(part))],
  ['equals', (value, [other]) => value === other],
  ['equalsIgnoreCase', (value, [other]) => value.toLowerCase() === text(other).toLowerCase()],
  ['hashCode', hashCode],
  ['indexOf', (value, [part, from]) => value.indexOf(text(part), typeof from === 'number' ? from : 0)],
  ['isBlank', (value) => value.trim() === ''],
  ['isEmpty', (value) => value === ''],
  ['lastIndexOf', (value, [part]) => value.lastIndexOf(text(part))],
  ['length', (value) => value.length],
  ['matches', (value, [pattern]) => javaMatches(text(pattern), value)],
  ['repeat', (value, [times]) => value.repeat(Math.min(Math.max(0, Number(times)), 10_000))],
  ['replace', (value, [part, other]) => value.replaceAll(text(part), () => text(other))],
  ['replaceAll', (value, [pattern, by]) => value.replace(javaPattern(text(pattern), 'g'), javaReplacement(text(by)))],
  ['replaceFirst', (value, [pattern, by]) => value.replace(javaPattern(text(pattern)), javaReplacement(text(by)))],
  ['split', split],
  ['startsWith', (value, [part, from]) => value.startsWith(text(part), typeof from === 'number' ? from : 0)],
  ['strip', (value) => value.trim()],
  ['substring', substring],
  ['toLowerCase', (value) => value.toLowerCase()],
  ['toString', (value) => value],
  ['toUpperCase', (value) => value.toUpperCase()],
  ['trim', (value) => value.trim()],
]);
