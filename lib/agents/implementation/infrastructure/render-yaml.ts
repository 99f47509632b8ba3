import { yamlString } from '../text/literals.ts';

export type Yaml = string | number | boolean | readonly Yaml[] | { readonly [key: string]: Yaml | undefined };

const plainKey = /^[A-Za-z][\w:]*$/;

function isList(value: Yaml): value is readonly Yaml[] {
  return Array.isArray(value);
}

/** A value as YAML in block style; every text is quoted, so none is read as anything else. */
export function renderYaml(value: Yaml, indent = ''): string {
  if (typeof value === 'string') return ` ${yamlString(value)}\n`;
  if (typeof value !== 'object') return ` ${value}\n`;
  if (isList(value)) {
    if (value.length === 0) return ' []\n';
    return `\n${value.map((item) => `${indent}-${inItem(renderYaml(item, `${indent}  `), indent)}`).join('')}`;
  }
  const entries = Object.entries(value).flatMap(([key, one]) => (one === undefined ? [] : [{ key, one }]));
  if (entries.length === 0) return ' {}\n';
  const lines = entries.map(({ key, one }) => {
    const shown = plainKey.test(key) ? key : yamlString(key);
    return `${indent}${shown}:${renderYaml(one, `${indent}  `)}`;
  });
  return `\n${lines.join('')}`;
}

/** Puts the first line of a mapping or list behind the dash of its item. */
function inItem(text: string, indent: string): string {
  return text.startsWith('\n') ? ` ${text.slice(1 + indent.length + 2)}` : text;
}
