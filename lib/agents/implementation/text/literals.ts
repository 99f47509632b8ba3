import { escapeMarkdown } from '../../assessment/markdown-text.ts';

/** Controls, marks of writing direction, line separators and halves of pairs: what makes source read other than it runs. */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/gu;

function toEscape(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}

/** A text as a JavaScript string literal in single quotes. */
export function jsString(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replace(unsafe, toEscape)}'`;
}

/** A list of texts as a JavaScript array literal. */
export function jsStrings(texts: readonly string[]): string {
  return `[${texts.map(jsString).join(', ')}]`;
}

/** A text on one line, without what no reader can see. */
export function toLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(unsafe, '').trim();
}

/** A text as a line comment. A label stands first, so no text can pose as a directive such as `@ts-nocheck`. */
export function comment(label: string, text: string): string {
  return `// ${label}: ${toLine(text) || '(no text)'}`;
}

/** A text as a YAML scalar in double quotes, which read the escapes of JSON. */
export function yamlString(text: string): string {
  return JSON.stringify(text)
    .replace(unsafe, toEscape)
    .replace(/\u007f/g, '\\u007f');
}

/** What JSON leaves as it is in texts and no reader sees. */
const unseen = /[\u007f-\u009f\p{Cf}\p{Co}\u2028\u2029]/gu;

/** A value as JSON for reading, with a line break at its end. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(unseen, toEscape)}\n`;
}

/** A text in Markdown that shows exactly this text. */
export function markdown(text: string): string {
  return escapeMarkdown(toLine(text));
}

/** A text as a label in a Mermaid diagram. */
export function mermaidLabel(text: string): string {
  const shown = toLine(text)
    .slice(0, 80)
    .toWellFormed()
    .replace(/[^\p{L}\p{N} .,:()/+-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return `"${shown || 'no name'}"`;
}
