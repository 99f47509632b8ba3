import ts from 'typescript';
import { describe, literalOf, options, originOf, scalarOf } from '../code/value.ts';
import type { Component } from '../schema.ts';
import { innerOf, type ScriptValue } from '../script/evaluation.ts';
import { lineOf } from '../script/program.ts';
import { hiddenValue, isSecret } from '../secrets.ts';
import { propertyName } from './catalog.ts';
import type { Construct } from './construct.ts';
import type { Constructs } from './constructs.ts';

type Property = Component['properties'][number];

const maxProperties = 120;
const maxLevels = 5;
/** Read by readers of their own, or what only makes sense within the code. */
const unlisted = new Set([
  'definition',
  'definitionBody',
  'layers',
  'vpc',
  'role',
  'targets',
  'code',
  'schema',
  'bundling',
]);

/** A construct's properties under CloudFormation's names, each with its line. */
export function propertiesOf(construct: Construct, constructs: Constructs): Property[] {
  const { props, source, type, node } = construct;
  const found: Property[] = [];
  const argument = node?.arguments?.[2];
  gather(props, '', argument, 0);
  return found.slice(0, maxProperties);

  function gather(value: ScriptValue | undefined, path: string, at: ts.Node | undefined, level: number): void {
    const [one] = options(value);
    if (!one || found.length >= maxProperties) return;
    if (one.kind === 'record' && level < maxLevels) {
      for (const [name, field] of one.fields) {
        if (level === 0 && unlisted.has(name)) continue;
        gather(field, path === '' ? name : `${path}.${name}`, nodeOf(at, name) ?? at, level + 1);
      }
      return;
    }
    if (path === '') return;
    const shown = shownValue(one, constructs, source.file);
    if (shown === undefined) return;
    const name = propertyName(type, path).slice(0, 512);
    const line = at && at.getSourceFile().fileName === source.file ? lineOf(at) : source.line;
    found.push({ name, value: isSecret(name, shown) ? hiddenValue : shown, source: { file: source.file, line } });
  }
}

/** The property assignment of a name within an object literal, for its line. */
function nodeOf(at: ts.Node | undefined, name: string): ts.Node | undefined {
  let node = at && ts.isPropertyAssignment(at) ? at.initializer : at;
  for (let inner = node && innerOf(node); inner; inner = innerOf(inner)) node = inner;
  if (!node || !ts.isObjectLiteralExpression(node)) return undefined;
  return node.properties.find((property) => property.name && 'text' in property.name && property.name.text === name);
}

function shownValue(value: ScriptValue, constructs: Constructs, path: string): string | number | boolean | undefined {
  const scalar = scalarOf(value);
  if (scalar !== undefined) return scalar;
  if (value.kind === 'function' || value.kind === 'unknown') return undefined;
  const known = secondsOf(value) ?? megabytesOf(value) ?? literalOf(value) ?? constantOf(value);
  if (known !== undefined) return known;
  if (value.kind === 'list') {
    const items = value.items.flatMap((item) => shownValue(item, constructs, path) ?? []);
    return items.length === 0 ? undefined : JSON.stringify(items).slice(0, 400);
  }
  const [made] = value.kind === 'text' ? [] : constructs.of(value, path);
  if (made) return value.kind === 'member' ? `\${${made.id}.${value.name}}` : `\${${made.id}}`;
  return describe(value).slice(0, 400) || undefined;
}

const units: Readonly<Record<string, number>> = { millis: 0.001, seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** `Duration.minutes(5)` in seconds. */
function secondsOf(value: ScriptValue | undefined): number | undefined {
  if (value?.kind !== 'call') return undefined;
  const [, unit = ''] = /(?:^|\.)Duration\.(\w+)$/.exec(originOf(value.callee)?.name ?? '') ?? [];
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
  const [amount] = value.inputs().positional;
  const number = scalarOf(amount);
  return factor !== undefined && typeof number === 'number' ? number * factor : undefined;
}

/** `Size.mebibytes(512)` */
function megabytesOf(value: ScriptValue): number | undefined {
  if (value.kind !== 'call') return undefined;
  const [, unit] = /(?:^|\.)Size\.(\w+)$/.exec(originOf(value.callee)?.name ?? '') ?? [];
  const number = scalarOf(value.inputs().positional[0]);
  if (typeof number !== 'number') return undefined;
  return unit === 'mebibytes' ? number : unit === 'gibibytes' ? number * 1024 : undefined;
}

/** `Runtime.NODEJS_24_X` as `nodejs24.x`, other constants of the CDK by their last name. */
export function constantOf(value: ScriptValue): string | undefined {
  const origin = originOf(value);
  if (!origin || !/cdk|constructs/.test(origin.module)) return undefined;
  const [, of, name = ''] = /(?:^|\.)(\w+)\.(\w+)$/.exec(origin.name) ?? [];
  if (name === '') return undefined;
  if (of !== 'Runtime') return name;
  return name.toLowerCase().replace(/^([a-z]+)_?(\d+)_(x|\d+)$/, '$1$2.$3');
}
