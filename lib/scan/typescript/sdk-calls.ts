import ts from 'typescript';
import { type SdkCall, usesOf } from '../code/sdk-use.ts';
import { field, options, originOf } from '../code/value.ts';
import type { CodeUse } from '../dialect.ts';
import { callingFiles, expand } from '../script/call-sites.ts';
import type { Evaluator, ScriptValue } from '../script/evaluation.ts';
import { indexOf } from '../script/file-index.ts';
import { lineOfCall, type ScriptFile } from '../script/program.ts';
import { mapperCalls } from './mappers/mappers.ts';
import { methodNames, operationOf, serviceByShape, serviceOf } from './sdk-services.ts';

/** A call that was recognized, its input still with open parameters. */
interface FoundCall {
  readonly service: CodeUse['service'];
  readonly operation: string;
  readonly input: ScriptValue | undefined;
  readonly confidence: number;
}

type Call = ts.CallExpression | ts.NewExpression;

/** What a file does with AWS: the SDK's commands, clients' methods (version 2 and 3) and paginators. */
export function sdkUses(evaluator: Evaluator, file: ScriptFile): CodeUse[] {
  return indexOf(file.syntax).calls.flatMap((node) => {
    const source = { file: file.path, line: lineOfCall(node) };
    return recognizeSdk(evaluator, node).flatMap((found) =>
      inEachSetting(evaluator, file.path, found, source).flatMap((use) => byCaller(evaluator, node, use)),
    );
  });
}

/** Of a module of many functions each belongs to those who call it, not to all who import the module. */
function byCaller(evaluator: Evaluator, node: Call, use: CodeUse): CodeUse[] {
  if (use.file !== use.source.file) return [use];
  return callingFiles(evaluator, node).map((file) => ({ ...use, file }));
}

function inEachSetting(evaluator: Evaluator, path: string, found: FoundCall, source: SdkCall['source']): CodeUse[] {
  const { input, ...rest } = found;
  const own = usesOf({ ...rest, input, file: path, source });
  if (!input) return own;
  const uses = expand(evaluator, relevantOf(input), path).flatMap(({ value, file }) =>
    usesOf({ ...rest, input: value, file, source }),
  );
  // What no caller says better stays where it is written.
  const stated = Math.max(...own.map(facts));
  const better = uses.filter((use) => facts(use) > stated);
  return better.length > 0 ? distinct(better) : own;
}

const facts = ({ resource, index, keyCondition, eventName }: CodeUse): number =>
  [resource, index, keyCondition, eventName].filter((fact) => fact !== null && !isHole(fact)).length;
const isHole = (fact: unknown) => typeof fact === 'string' && /^\{[^}]*\}$/.test(fact);

const distinct = (uses: readonly CodeUse[]): CodeUse[] => [
  ...new Map(uses.map((use) => [JSON.stringify(use), use])).values(),
];

const relevant =
  /^(?:TableName|IndexName|KeyConditionExpression|KeyConditions|ExpressionAttributeNames|#.*|Entries|DetailType|Source|EventBusName|TransactItems|RequestItems|Put|Get|Update|Delete|ConditionCheck|QueueUrl|TopicArn|TargetArn|Bucket|FunctionName|stateMachineArn|SecretId|StreamName|\.\.\.)$/;

/** The input without what is data: that is the callers' business. */
function relevantOf(input: ScriptValue): ScriptValue {
  if (input.kind === 'list') return { kind: 'list', items: input.items.map(relevantOf) };
  if (input.kind === 'either') return { kind: 'either', options: input.options.map(relevantOf) };
  if (input.kind !== 'record') return input;
  const fields = [...input.fields].filter(([name]) => relevant.test(name));
  return {
    ...input,
    fields: new Map(fields.map(([name, value]) => [name, name === 'RequestItems' ? value : relevantOf(value)])),
  };
}

function recognizeSdk(evaluator: Evaluator, node: Call): FoundCall[] {
  const mapped = mapperCalls(evaluator, node);
  if (mapped.length > 0) return mapped.map((call) => ({ service: 'dynamodb', ...call }));
  const { expression } = node;
  if (ts.isNewExpression(node)) return command(evaluator, node);
  if (ts.isPropertyAccessExpression(expression)) {
    return methodNames.has(expression.name.text) ? method(evaluator, node, expression) : [];
  }
  if (!ts.isIdentifier(expression)) return [];
  return expression.text.startsWith('paginate') ? paginator(evaluator, node) : named(evaluator, node);
}

/** `request('Query', JSON.stringify({ TableName }))`, as lean clients take it. */
function named(evaluator: Evaluator, node: ts.CallExpression): FoundCall[] {
  const [first, second] = node.arguments;
  if (!first || !second || !ts.isStringLiteralLike(first) || !/^[A-Z][A-Za-z]{3,40}$/.test(first.text)) return [];
  const given = evaluator.evaluate(second);
  const input =
    given.kind === 'call' && originOf(given.callee)?.name === 'JSON.stringify' ? given.inputs().positional[0] : given;
  const method = first.text.charAt(0).toLowerCase() + first.text.slice(1);
  const service = input && serviceByShape(method, (one) => field(input, one) !== undefined);
  return service ? [{ service, operation: operationOf(service, first.text), input, confidence: 0.6 }] : [];
}

/** `new QueryCommand(…)`, `new Upload({ params })` */
function command(evaluator: Evaluator, node: ts.NewExpression): FoundCall[] {
  const written = ts.isPropertyAccessExpression(node.expression)
    ? node.expression.name.text
    : node.expression.getText();
  if (!/Command$|^Upload$/.test(written)) return [];
  const origin = originOf(evaluator.evaluate(node.expression));
  const [, name] = /(?:^|\.)(\w+?)(?:Command)?$/.exec(origin?.name ?? written) ?? [];
  const found = origin && serviceOf(origin.module, origin.name);
  const [argument] = node.arguments ?? [];
  const given = argument && evaluator.evaluate(argument);
  const input = name === 'Upload' ? field(given, 'params') : given;
  if (name === undefined) return [];
  if (found) {
    return [
      { service: found.service, operation: found.prefix + operationOf(found.service, name), input, confidence: 1 },
    ];
  }
  const camel = name.charAt(0).toLowerCase() + name.slice(1);
  const service = serviceByShape(camel, (one) => field(input, one) !== undefined);
  return service ? [{ service, operation: operationOf(service, name), input, confidence: 0.6 }] : [];
}

/** `client.query(…)`, `docClient.put(…).promise()` */
function method(
  evaluator: Evaluator,
  node: ts.CallExpression,
  { expression, name: { text: name } }: ts.PropertyAccessExpression,
): FoundCall[] {
  const client = clientOf(evaluator.evaluate(expression));
  const inputs = node.arguments.map((argument) => evaluator.evaluate(argument));
  if (client) {
    // getSignedUrl('getObject', input)
    const operation = name.startsWith('getSignedUrl') ? signed(node.arguments[0]) : name;
    const input = operation === name ? inputs[0] : inputs[1];
    return [{ service: client, operation: operationOf(client, operation), input, confidence: 1 }];
  }
  const service = serviceByShape(name, (one) => options(inputs[0]).some((input) => isShaped(input, one)));
  return service ? [{ service, operation: operationOf(service, name), input: inputs[0], confidence: 0.6 }] : [];
}

const signed = (first: ts.Expression | undefined) =>
  first && ts.isStringLiteralLike(first) ? first.text : 'getObject';

function isShaped(input: ScriptValue, name: string): boolean {
  const value = field(input, name);
  if (name !== 'Entries') return value !== undefined;
  const [first] = value?.kind === 'list' ? value.items : [];
  return field(first, 'DetailType') !== undefined || field(first, 'EventBusName') !== undefined;
}

/** The service whose client a value is, through wrappers such as a tracer's. */
function clientOf(value: ScriptValue, depth = 0): CodeUse['service'] | undefined {
  for (const one of options(value)) {
    if (one.kind !== 'call') continue;
    const origin = originOf(one.callee);
    const found = origin && serviceOf(origin.module, origin.name);
    if (found && found.service !== 'other') return found.service;
    const [inner] = one.isNew || depth > 3 ? [] : one.inputs().positional;
    const wrapped = inner && clientOf(inner, depth + 1);
    if (wrapped) return wrapped;
  }
  return undefined;
}

/** `paginateQuery({ client }, input)` */
function paginator(evaluator: Evaluator, node: ts.CallExpression): FoundCall[] {
  const origin = originOf(evaluator.evaluate(node.expression));
  const found = origin && serviceOf(origin.module, origin.name);
  const [, argument] = node.arguments;
  if (!found) return [];
  const operation = found.prefix + operationOf(found.service, origin.name.replace('paginate', ''));
  return [{ service: found.service, operation, input: argument && evaluator.evaluate(argument), confidence: 1 }];
}
