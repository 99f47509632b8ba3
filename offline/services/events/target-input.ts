import type { TargetInput } from './rule.ts';

/** An event as targets get it. */
export type EventEnvelope = {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: unknown;
};

type Rule = { name: string; arn: string };

/** The text a target is given for an event: constant, a part of it, transformed, or the whole event. */
export function targetInput(target: TargetInput, event: EventEnvelope, rule: Rule): string {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined) return JSON.stringify(valueAt(event, target.InputPath) ?? null);
  if (target.InputTransformer === undefined) return JSON.stringify(event);
  const { InputPathsMap, InputTemplate } = target.InputTransformer;
  const values = new Map(Object.entries(InputPathsMap).map(([name, path]) => [name, valueAt(event, path)]));
  values.set('aws.events.rule-arn', rule.arn);
  values.set('aws.events.rule-name', rule.name);
  values.set('aws.events.event.ingestion-time', event.time);
  const { detail: _detail, ...withoutDetail } = event;
  values.set('aws.events.event', withoutDetail);
  values.set('aws.events.event.json', event);
  return fill(InputTemplate, values);
}

/**
 * Fills `<name>` placeholders: inside a JSON text as text, elsewhere as a JSON value; what the event does not have is
 * left out as AWS does (an empty text, or null).
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
function fill(template: string, values: ReadonlyMap<string, unknown>): string {
  const isJson = /^\s*[{[]/.test(template);
  let inText = false;
  let filled = '';
  for (let index = 0; index < template.length; index += 1) {
    const letter = template[index] ?? '';
    if (letter === '\\' && inText) {
      filled += letter + (template[++index] ?? '');
      continue;
    }
    if (letter === '"') inText = !inText;
    const placeholder = letter === '<' ? /^<([\w.-]+)>/.exec(template.slice(index, index + 256)) : null;
    const name = placeholder?.[1];
    if (name === undefined || !values.has(name)) {
      filled += letter;
      continue;
    }
    filled += inText || !isJson ? asText(values.get(name), inText) : JSON.stringify(values.get(name) ?? null);
    index += (placeholder?.[0].length ?? 1) - 1;
  }
  return filled;
}

function asText(value: unknown, inText: boolean): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return inText ? JSON.stringify(text).slice(1, -1) : text;
}

/** `$`, `$.a.b`, `$.a[0]`, `$.a['b-c']`. Undefined where the event has nothing there. */
function valueAt(event: unknown, path: string): unknown {
  const steps = path.replace(/^\$/, '').matchAll(/\.([\w-]+)|\[(\d+)\]|\['([^']+)'\]/g);
  let value: unknown = event;
  for (const [, name, index, quoted] of steps) {
    if (value === null || typeof value !== 'object') return undefined;
    const key = name ?? index ?? quoted ?? '';
    value = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  }
  return value;
}
