import ts from 'typescript';
import type { Construct } from '../cdk/construct.ts';
import type { Draft } from '../cdk/draft.ts';
import { readFunction } from '../cdk/functions.ts';
import { field, literalOf, options, scalarOf, textOf } from '../code/value.ts';
import type { Component, Source } from '../schema.ts';
import type { ScriptValue } from '../script/evaluation.ts';
import { folderOf, joinPath, withoutExtension } from '../script/modules.ts';
import { lineOf, lineOfCall } from '../script/program.ts';
import { returnOf } from '../script/returns.ts';
import { hiddenValue, isSecret } from '../secrets.ts';
import type { Defined } from './defined.ts';

type Property = Component['properties'][number];

const names: Readonly<Record<string, string>> = {
  timeoutSeconds: 'Timeout',
  memoryMB: 'MemorySize',
  ephemeralStorageSizeMB: 'EphemeralStorage.Size',
  runtime: 'Runtime',
  architecture: 'Architectures',
  schedule: 'Schedule',
  name: 'Name',
  environment: 'Environment',
};

/** `defineFunction`: the function, its code, environment and schedule. Amplify's own limits stand where it states none. */
export function readDefinedFunction(defined: Defined, draft: Draft): void {
  const { id, input, node } = defined;
  const source = sourceOf(node);
  if (input?.kind === 'function') {
    readProvided(defined, input.node, draft);
    return;
  }
  const properties = propertiesOf(node, input, source);
  const stated = new Set(properties.map(({ name }) => name));
  const runtime = scalarOf(field(input, 'runtime'));
  const defaults: Property[] = [
    { name: 'Timeout', value: 3, source },
    { name: 'MemorySize', value: 512, source },
  ].filter(({ name }) => !stated.has(name));
  const all = [...properties, ...defaults].map((one) =>
    one.name === 'Runtime' && runtime !== undefined ? { ...one, value: `nodejs${runtime}.x` } : one,
  );
  const name = literalOf(field(input, 'name')) ?? id;
  draft.components.push({
    id,
    kind: 'function',
    type: 'AWS::Lambda::Function',
    name,
    properties: all,
    source,
    confidence: 1,
  });
  const entry = textOf(field(input, 'entry')) ?? './handler.ts';
  const entries = [withoutExtension(joinPath(folderOf(source.file), entry))];
  draft.functions.push({ functionId: id, entries, handler: 'handler' });
  readVariables(defined, properties, draft);
  readSchedule(id, field(input, 'schedule'), properties, draft);
}

function readVariables({ id, input }: Defined, properties: readonly Property[], draft: Draft): void {
  const variables = field(input, 'environment');
  for (const [name, value] of variables?.kind === 'record' ? variables.fields : []) {
    const text = literalOf(value);
    const source = properties.find((one) => one.name === `Environment.${name}`)?.source;
    if (text && source) draft.put(id, name, { kind: 'name', name: text }, source);
  }
}

/** `schedule: 'every 5m'` makes a rule that triggers the function. */
function readSchedule(
  id: string,
  schedule: ScriptValue | undefined,
  properties: readonly Property[],
  draft: Draft,
): void {
  const times = options(schedule)
    .flatMap((one) => (one.kind === 'list' ? one.items : [one]))
    .flatMap((one) => literalOf(one) ?? []);
  const source = properties.find(({ name }) => name.startsWith('Schedule'))?.source;
  if (!source) return;
  for (const [index, time] of times.entries()) {
    const rule = `${id}Schedule${index === 0 ? '' : index + 1}`;
    const stated = [{ name: 'ScheduleExpression', value: time, source }];
    draft.components.push({
      id: rule,
      kind: 'rule',
      type: 'AWS::Events::Rule',
      name: rule,
      properties: stated,
      source,
      confidence: 0.9,
    });
    draft.relations.push({ from: rule, to: id, kind: 'triggers', source, confidence: 0.9 });
  }
}

/** `defineFunction((scope) => new Function(scope, 'id', { … }))`: a construct under Amplify's name. */
function readProvided({ id, node }: Defined, provider: ts.Node, draft: Draft): void {
  const made = returnOf(draft.constructs.evaluator, provider);
  const source = sourceOf(node);
  const [construct] = made.kind === 'call' && ts.isNewExpression(made.node) ? draft.constructs.madeBy(made.node) : [];
  if (!construct) {
    draft.components.push({
      id,
      kind: 'function',
      type: 'AWS::Lambda::Function',
      name: id,
      properties: [],
      source,
      confidence: 0.9,
    });
    return;
  }
  const own: Construct = { ...construct, id };
  draft.components.push({
    id,
    kind: 'function',
    type: construct.type,
    name: id,
    properties: [],
    source,
    confidence: 1,
  });
  readFunction(own, [], draft);
}

/** `defineAuth`: the user pool, its groups and triggers. */
export function readAuth({ id, input, node }: Defined, draft: Draft): void {
  const source = sourceOf(node);
  const properties = propertiesOf(node, input, source).filter(({ name }) => !/^(?:Triggers|Access)/.test(name));
  draft.components.push({
    id,
    kind: 'user-pool',
    type: 'AWS::Cognito::UserPool',
    name: literalOf(field(input, 'name')) ?? id,
    properties,
    source,
    confidence: 1,
  });
  readTriggers(id, input, source, draft);
}

/** `defineStorage`: the bucket and its triggers. */
export function readStorage({ id, input, node }: Defined, draft: Draft): void {
  const source = sourceOf(node);
  const properties = propertiesOf(node, input, source).filter(({ name }) => !/^(?:Triggers|Access)/.test(name));
  draft.components.push({
    id,
    kind: 'bucket',
    type: 'AWS::S3::Bucket',
    name: literalOf(field(input, 'name')) ?? id,
    properties,
    source,
    confidence: 1,
  });
  readTriggers(id, input, source, draft);
  readAccess(id, field(input, 'access'), source, draft);
}

const rights: Readonly<Record<string, 'reads' | 'writes'>> = {
  read: 'reads',
  get: 'reads',
  list: 'reads',
  write: 'writes',
  delete: 'writes',
};

/** `access: (allow) => ({ 'in/*': [allow.resource(fn).to(['read'])] })`: what functions may do with the bucket. */
function readAccess(to: string, access: ScriptValue | undefined, source: Source, draft: Draft): void {
  const { evaluator } = draft.constructs;
  const rules = access?.kind === 'function' ? returnOf(evaluator, access.node) : undefined;
  const lists = rules?.kind === 'record' ? [...rules.fields.values(), ...rules.computed.map(({ value }) => value)] : [];
  for (const rule of lists.flatMap((list) => (list.kind === 'list' ? list.items : []))) {
    if (rule.kind !== 'call' || rule.callee.kind !== 'member' || rule.callee.name !== 'to') continue;
    const { of } = rule.callee;
    if (of.kind !== 'call' || of.callee.kind !== 'member' || of.callee.name !== 'resource') continue;
    const given = options(rule.inputs().positional[0]).flatMap((one) => (one.kind === 'list' ? one.items : [one]));
    const kinds = new Set(given.flatMap((one) => rights[literalOf(one) ?? ''] ?? []));
    const at = { file: source.file, line: lineOf(rule.node) };
    for (const { id: from } of draft.constructs.of(of.inputs().positional[0], source.file)) {
      draft.relations.push({ from, to, kind: 'grants', source: at, confidence: 0.9 });
      for (const kind of kinds) draft.relations.push({ from, to, kind, source: at, confidence: 0.6 });
    }
  }
}

function readTriggers(from: string, input: ScriptValue | undefined, source: Source, draft: Draft): void {
  const triggers = field(input, 'triggers');
  for (const value of triggers?.kind === 'record' ? triggers.fields.values() : []) {
    for (const { id: to } of draft.constructs.of(value, source.file)) {
      draft.relations.push({ from, to, kind: 'triggers', source, confidence: 0.9 });
    }
  }
}

const sourceOf = (node: ts.CallExpression): Source => ({ file: node.getSourceFile().fileName, line: lineOfCall(node) });

/** What the definition's own object states, each with its line. */
function propertiesOf(node: ts.CallExpression, input: ScriptValue | undefined, source: Source): Property[] {
  const [argument] = node.arguments;
  if (input?.kind !== 'record') return [];
  const found: Property[] = [];
  for (const [name, value] of input.fields) {
    const at = assignmentOf(argument, name);
    const top = names[name] ?? name.charAt(0).toUpperCase() + name.slice(1);
    for (const [path, one] of leaves(value, top)) {
      const [, inner] = path.split('.');
      const line = lineOf((at && inner !== undefined && assignmentOf(at.initializer, inner)) || (at ?? node));
      const shown = isSecret(path, one) ? hiddenValue : one;
      found.push({ name: path.slice(0, 512), value: shown, source: { file: source.file, line } });
    }
  }
  return found.slice(0, 100);
}

function assignmentOf(node: ts.Node | undefined, name: string): ts.PropertyAssignment | undefined {
  if (!node || !ts.isObjectLiteralExpression(node)) return undefined;
  const found = node.properties.find(
    (property) => property.name && 'text' in property.name && property.name.text === name,
  );
  return found && ts.isPropertyAssignment(found) ? found : undefined;
}

function* leaves(value: ScriptValue, path: string, depth = 0): Generator<[string, string | number | boolean]> {
  const scalar = scalarOf(value) ?? literalOf(value);
  if (scalar !== undefined) yield [path, scalar];
  else if (value.kind === 'record' && depth < 4)
    for (const [name, one] of value.fields) yield* leaves(one, `${path}.${name}`, depth + 1);
  else if (value.kind === 'list') {
    const items = value.items.flatMap((item) => scalarOf(item) ?? literalOf(item) ?? []);
    if (items.length > 0) yield [path, JSON.stringify(items).slice(0, 400)];
  }
}
