import type { Run } from '../run.ts';
import { javaMatches } from './java-pattern.ts';
import { text } from './values.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "'": "\\'",
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\n': '\\n',
  '\t': '\\t',
  '\f': '\\f',
  '\r': '\\r',
};

/** `util.escapeJavaScript`: as Java's StringEscapeUtils does, hence `'` and `/` too. */
export function escapeJavaScript(_run: Run, value: unknown): string {
  return text(value).replace(/["'\\/\b\n\t\f\r]|[^\x20-\x7e]/g, (char) => ESCAPES[char] ?? unicodeEscape(char));
}

function unicodeEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** `util.urlEncode`: application/x-www-form-urlencoded. */
export function urlEncode(_run: Run, value: unknown): string {
  return encodeURIComponent(text(value))
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

/** `util.urlDecode`. @throws URIError for a malformed escape. */
export const urlDecode = (_run: Run, value: unknown): string => decodeURIComponent(text(value).replaceAll('+', ' '));

/** `util.base64Encode` of a string's UTF-8 bytes. */
export const base64Encode = (_run: Run, value: unknown): string => Buffer.from(text(value)).toString('base64');

/** `util.base64Decode` to a string. */
export const base64Decode = (_run: Run, value: unknown): string => Buffer.from(text(value), 'base64').toString();

/** `util.matches(pattern, value)`: whether the whole value matches the Java pattern. */
export function matches(_run: Run, pattern: unknown, value: unknown): boolean {
  return javaMatches(text(pattern), text(value));
}

/** `util.str.normalize(value, form)`: `form` is nfc, nfd, nfkc or nfkd. */
export function normalize(_run: Run, value: unknown, form: unknown): string {
  return text(value).normalize(text(form).toUpperCase());
}
