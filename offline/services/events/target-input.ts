import { ServiceError } from '../../kernel/errors.ts';
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
  'replay-name'?: string;
};

type Rule = { name: string; arn: string; ingested: number };

const PREDEFINED = new Set([
  'aws.events.rule-arn',
  'aws.events.rule-name',
  'aws.events.event.ingestion-time',
  'aws.events.event',
  'aws.events.event.json',
]);
const PLACEHOLDER = /^<([\w.-]+)>/;
const PATH = /^\$(?:\.[\w\-/]+|\[(?:\d+|\*)\]|\['[^']+'\]|\.\*)*$/;

/** The text a target is given for an event: constant, a part of it, transformed, or the whole event. */
export function targetInput(target: TargetInput, event: EventEnvelope, rule: Rule): string {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined) return JSON.stringify(valueAt(event, target.InputPath) ?? null);
  if (target.InputTransformer === undefined) return JSON.stringify(event);
  const { InputPathsMap, InputTemplate } = target.InputTransformer;
  const values = new Map(Object.entries(InputPathsMap).map(([name, path]) => [name, valueAt(event, path)]));
  values.set('aws.events.rule-arn', rule.arn);
  values.set('aws.events.rule-name', rule.name);
  values.set('aws.events.event.ingestion-time', new Date(rule.ingested).toISOString());
  const { detail: _detail, ...withoutDetail } = event;
  values.set('aws.events.event', withoutDetail);
  values.set('aws.events.event.json', event);
  return fill(InputTemplate, (name) => (values.has(name) ? { value: values.get(name) } : undefined));
}

/** @throws ServiceError ValidationException when more than one form of input is given or one cannot be read. */
export function checkTargetInput({ Id, Input, InputPath, InputTransformer }: TargetInput): void {
  const given = [Input, InputPath, InputTransformer].filter((form) => form !== undefined);
  if (given.length > 1) {
    throw invalid(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  }
  if (Input !== undefined && !isJson(Input)) throw invalid(`JSON syntax error in input for target ${Id}.`);
  if (InputPath !== undefined && !PATH.test(InputPath)) throw invalid(`Invalid InputPath for target ${Id}.`);
  if (!InputTransformer) return;
  const { InputPathsMap, InputTemplate } = InputTransformer;
  const paths = Object.entries(InputPathsMap);
  if (paths.length > 100) throw invalid(`InputPathsMap for target ${Id} has more than 100 paths.`);
  for (const [name, path] of paths) {
    if (/^aws/i.test(name)) throw invalid(`InputPathsMap for target ${Id} has the reserved name ${name}.`);
    if (!PATH.test(path)) throw invalid(`Invalid InputPathsMap for target ${Id}: ${path} is no path.`);
  }
  const unknown: string[] = [];
  const filled = fill(InputTemplate, (name) => {
    if (Object.hasOwn(InputPathsMap, name) || PREDEFINED.has(name)) return { value: '' };
    unknown.push(name);
    return undefined;
  });
  if (unknown.length > 0) {
    throw invalid(`Invalid InputTemplate for target ${Id}: <${unknown[0]}> is not in InputPathsMap.`);
  }
  if (/^\s*[{["]/.test(filled) && !filled.split('\n').every(isJson) && !isJson(filled)) {
    throw invalid(`Invalid InputTemplate for target ${Id}: it is neither JSON nor text in quotes.`);
  }
}

const invalid = (message: string) => new ServiceError('ValidationException', message);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Fills `<name>` placeholders: inside quotes as text, elsewhere as a JSON value; what the event does not have is an empty
 * text. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
function fill(template: string, lookUp: (name: string) => { value: unknown } | undefined): string {
  const isStructured = /^\s*[{[]/.test(template);
  let inText = false;
  let filled = '';
  for (let index = 0; index < template.length; index += 1) {
    const letter = template[index] ?? '';
    if (letter === '\\' && inText) {
      filled += letter + (template[++index] ?? '');
      continue;
    }
    if (letter === '"') inText = !inText;
    const placeholder = letter === '<' ? PLACEHOLDER.exec(template.slice(index, index + 260)) : null;
    const found = placeholder?.[1] === undefined ? undefined : lookUp(placeholder[1]);
    if (!placeholder || !found) {
      filled += letter;
      continue;
    }
    filled += inText || !isStructured ? asText(found.value, inText) : JSON.stringify(found.value ?? '');
    index += placeholder[0].length - 1;
  }
  return filled;
}

function asText(value: unknown, inText: boolean): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return inText ? JSON.stringify(text).slice(1, -1) : text;
}

/** `$`, `$.a.b`, `$.a[0]`, `$.a['b-c']`, `$.a[*].b` (a list). Undefined where the event has nothing there. */
function valueAt(event: unknown, path: string): unknown {
  const steps = [...path.replace(/^\$/, '').matchAll(/\.([\w\-/]+)|\[(\d+)\]|\['([^']+)'\]|(\[\*\]|\.\*)/g)];
  const walk = (value: unknown, at: number): unknown => {
    const step = steps[at];
    if (!step) return value;
    if (value === null || typeof value !== 'object') return undefined;
    const [, name, index, quoted, all] = step;
    if (all !== undefined) {
      const found = Object.values(value).map((item: unknown) => walk(item, at + 1));
      return found.filter((item) => item !== undefined);
    }
    const key = name ?? index ?? quoted ?? '';
    return walk(Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined, at + 1);
  };
  return walk(event, 0);
}
