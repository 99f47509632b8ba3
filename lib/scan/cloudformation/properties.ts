import type { Component } from '../schema.ts';
import { hiddenValue, isSecret } from '../secrets.ts';
import { type Entry, type Node, onlyEntry } from '../syntax/node.ts';
import type { Evaluator } from './evaluator.ts';
import { shown } from './value.ts';

type Property = Component['properties'][number];

const MAX_PROPERTIES = 250;
const MAX_VALUE = 400;
const MAX_NAME = 512;
/** Deep enough for a policy's statement's condition. */
const MAX_LEVELS = 8;

/** Documents within a template, which have readers of their own. */
const documents = new Set([
  'Body',
  'DashboardBody',
  'Definition',
  'DefinitionBody',
  'DefinitionString',
  'RequestMappingTemplate',
  'ResponseMappingTemplate',
  'SwaggerDefinition',
  'Tags',
  'UserData',
  'ZipFile',
  'InlineCode',
]);

/**
 * A resource's properties as paths with their own lines: scalars as they are, lists of scalars as JSON, lists of maps
 * item by item (`Policies.0.PolicyName`). `Environment.Variables.X` is `Environment.X`.
 */
export function propertiesOf(node: Node | undefined, evaluator: Evaluator, file: string): Property[] {
  const found: Property[] = [];
  if (node !== undefined) gather(node, '', node.line, 0, { evaluator, file, found });
  return found;
}

interface Gathering {
  readonly evaluator: Evaluator;
  readonly file: string;
  readonly found: Property[];
}

function gather(raw: Node, name: string, line: number, level: number, gathering: Gathering): void {
  const { evaluator, found, file } = gathering;
  if (found.length >= MAX_PROPERTIES) return;
  const node = evaluator.settle(raw);
  if (node === undefined) return;
  const isLeaf = isValue(node) || level >= MAX_LEVELS;
  if (node.kind === 'map' && !isLeaf) {
    for (const [key, entry] of node.entries)
      gather(entry.value, join(name, key), entry.line, next(key, level), gathering);
    return;
  }
  if (node.kind === 'list' && !isLeaf) {
    node.items.forEach((item, index) => gather(item, join(name, String(index)), item.line, level + 1, gathering));
    return;
  }
  if (name === '' || name.length > MAX_NAME) return;
  const value = evaluator.value(node);
  if (value === undefined || value === null) return;
  const stated = typeof value === 'object' ? shown(value) : value;
  const flat = isSecret(name, stated) ? hiddenValue : stated;
  found.push({ name, value: typeof flat === 'string' ? short(flat) : flat, source: { file, line } });
}

const next = (key: string, level: number) => (documents.has(key) ? MAX_LEVELS : level + 1);

function join(name: string, key: string): string {
  if (name === '') return key;
  return name === 'Environment' && key === 'Variables' ? name : `${name}.${key}`;
}

/** Scalars, calls and lists of such: what stands as one value. */
function isValue(node: Node): boolean {
  if (node.kind === 'scalar') return true;
  if (node.kind === 'list') return node.items.every((item) => isValue(item) && item.kind !== 'list');
  return node.entries.size === 0 || isCall(onlyEntry(node));
}

function isCall(call: [string, Entry] | undefined): boolean {
  return (
    call !== undefined && (call[0] === 'Ref' || (call[0].startsWith('Fn::') && !call[0].startsWith('Fn::ForEach')))
  );
}

function short(text: string): string {
  return text.length <= MAX_VALUE ? text : `${text.slice(0, MAX_VALUE - 1)}…`;
}
