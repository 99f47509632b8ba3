/** A part of an answer that is JSON text already: what was stored goes out as it is, neither parsed nor written again. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** An answer as JSON; its members may be JsonText. */
export function serialize(output: Readonly<Record<string, unknown>>): string {
  let hasText = false;
  for (const name in output) if (output[name] instanceof JsonText) hasText = true;
  if (!hasText) return JSON.stringify(output);
  const members: string[] = [];
  for (const name in output) {
    const value = output[name];
    if (value === undefined) continue;
    members.push(`"${name}":${value instanceof JsonText ? value.text : JSON.stringify(value)}`);
  }
  return `{${members.join(',')}}`;
}
