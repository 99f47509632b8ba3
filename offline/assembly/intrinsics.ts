import { isObject, type JsonObject, listOf, objectOf, textOf } from './values.ts';

/** What an expression of one stack's template may speak of. */
export type Scope = {
  /** A parameter's value, a resource's physical id, or a pseudo-parameter. @throws when there is none of that name. */
  ref(name: string): unknown;
  getAtt(logicalId: string, attribute: string): unknown;
  condition(name: string): boolean;
  mapping(name: string): JsonObject | undefined;
  importValue(exportName: string): unknown;
  /** `{{resolve:service:…}}` with what stands between the braces after `resolve:`. */
  dynamicReference(reference: string): string;
  readonly region: string;
};

type Evaluate = (argument: unknown, scope: Scope) => unknown;

/** `AWS::NoValue`: the property that holds it does not exist. */
const NO_VALUE = Symbol('AWS::NoValue');

/**
 * A template value with every intrinsic function resolved. Properties and list members that are `AWS::NoValue` are left
 * out; a whole value that is none gives undefined.
 * @throws Error naming an intrinsic that is unknown or malformed.
 */
export function resolveValue(value: unknown, scope: Scope): unknown {
  const result = evaluate(value, scope);
  return result === NO_VALUE ? undefined : result;
}

/** Whether a condition expression of a template's `Conditions` holds. */
export function resolveCondition(expression: unknown, scope: Scope): boolean {
  const value = resolveValue(expression, scope);
  return value === true || value === 'true';
}

function evaluate(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return value.includes('{{resolve:') ? substituteReferences(value, scope) : value;
  if (Array.isArray(value))
    return value.map((member) => evaluate(member, scope)).filter((member) => member !== NO_VALUE);
  if (!isObject(value)) return value;

  const keys = Object.keys(value);
  const [only] = keys;
  if (keys.length === 1 && only !== undefined) {
    if (Object.hasOwn(INTRINSICS, only)) return INTRINSICS[only]?.(value[only], scope);
    if (only.startsWith('Fn::')) throw new Error(`the intrinsic function ${only} is unknown to the offline backend`);
    if (only === 'Condition' && typeof value.Condition === 'string') return scope.condition(value.Condition);
  }
  const result: Record<string, unknown> = {};
  for (const key of keys) {
    const member = evaluate(value[key], scope);
    if (member !== NO_VALUE) result[key] = member;
  }
  return result;
}

const INTRINSICS: Readonly<Record<string, Evaluate>> = {
  Ref: (name, scope) => {
    if (name === 'AWS::NoValue') return NO_VALUE;
    const value = scope.ref(textOf(name));
    return value === undefined ? NO_VALUE : value;
  },
  'Fn::GetAtt': (argument, scope) => {
    const parts: readonly unknown[] = Array.isArray(argument) ? argument : textOf(argument).split(/\.(.*)/s);
    const [logicalId, ...rest] = parts;
    const attribute = rest.filter((part) => part !== '').map((part) => textOf(evaluate(part, scope)));
    return scope.getAtt(textOf(logicalId), attribute.join('.'));
  },
  'Fn::Sub': substitute,
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = listOf(argument);
    return listOf(evaluate(parts, scope)).map(textOf).join(textOf(separator));
  },
  'Fn::Select': (argument, scope) => {
    const [index, list] = listOf(evaluate(argument, scope));
    const members = listOf(list);
    const chosen = members[Number(index)];
    if (chosen === undefined)
      throw new Error(`Fn::Select: there is no member ${textOf(index)} in ${JSON.stringify(members)}`);
    return chosen;
  },
  'Fn::Split': (argument, scope) => {
    const [separator, text] = listOf(argument);
    return textOf(evaluate(text, scope)).split(textOf(separator));
  },
  'Fn::If': (argument, scope) => {
    const [name, whenTrue, whenFalse] = listOf(argument);
    return evaluate(scope.condition(textOf(name)) ? whenTrue : whenFalse, scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = listOf(argument).map((side) => resolveValue(side, scope));
    return JSON.stringify(scalar(left)) === JSON.stringify(scalar(right));
  },
  'Fn::Not': (argument, scope) => !resolveCondition(listOf(argument)[0], scope),
  'Fn::And': (argument, scope) => listOf(argument).every((part) => resolveCondition(part, scope)),
  'Fn::Or': (argument, scope) => listOf(argument).some((part) => resolveCondition(part, scope)),
  'Fn::Contains': (argument, scope) => {
    const [list, text] = listOf(argument).map((part) => resolveValue(part, scope));
    return listOf(list).includes(text);
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map, first, second] = listOf(argument).map((part) => textOf(evaluate(part, scope)));
    const row = objectOf(objectOf(scope.mapping(map ?? ''))[first ?? '']);
    if (!Object.hasOwn(row, second ?? '')) throw new Error(`Fn::FindInMap: ${map} has no entry ${first} → ${second}`);
    return row[second ?? ''];
  },
  'Fn::ImportValue': (argument, scope) => scope.importValue(textOf(evaluate(argument, scope))),
  'Fn::GetAZs': (argument, scope) => {
    const region = textOf(evaluate(argument, scope)) || scope.region;
    return ['a', 'b', 'c'].map((letter) => `${region}${letter}`);
  },
  'Fn::Base64': (argument, scope) => Buffer.from(textOf(evaluate(argument, scope))).toString('base64'),
  'Fn::Length': (argument, scope) => listOf(evaluate(argument, scope)).length,
  'Fn::ToJsonString': (argument, scope) => JSON.stringify(resolveValue(argument, scope)),
};

function substitute(argument: unknown, scope: Scope): string {
  const [template, variables] = listOf(argument);
  const own = objectOf(variables);
  const text = textOf(template).replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (Object.hasOwn(own, name)) return textOf(resolveValue(own[name], scope));
    const dot = name.indexOf('.');
    return textOf(dot === -1 ? scope.ref(name) : scope.getAtt(name.slice(0, dot), name.slice(dot + 1)));
  });
  return substituteReferences(text, scope);
}

const substituteReferences = (text: string, scope: Scope) =>
  text.replace(/\{\{resolve:([^}]+)\}\}/g, (_whole, reference: string) => scope.dynamicReference(reference));

/** CloudFormation compares `true` with `'true'` and `1` with `'1'` as equal. */
const scalar = (value: unknown) => (typeof value === 'object' ? value : textOf(value));
