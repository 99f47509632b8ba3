import ts from 'typescript';
import { originOf } from '../code/value.ts';
import type { Shape } from '../schema.ts';
import type { Evaluator } from '../script/evaluation.ts';
import { indexOf } from '../script/file-index.ts';
import { lineOf, type ScriptFile } from '../script/program.ts';
import { parentOf } from '../script/scope.ts';

type Field = Shape['fields'][number];

/** Types that are named after what is sent or kept; a program has many others. */
const named =
  /(?:Event|Detail|Request|Response|Input|Output|Payload|Body|Message|Command|Params|Dto|DTO|Item|Record|Entity|Model)$/;
const maxFields = 200;

/** What requests, events and items carry: schemas of zod, and types and interfaces that are named after such. */
export function shapesIn(evaluator: Evaluator, { path, syntax }: ScriptFile): Shape[] {
  const schemas = /\bz\b/.test(syntax.text) ? zodShapes(evaluator, path, syntax) : [];
  const types = syntax.statements.flatMap((statement) => typeShapes(statement, path));
  return [...schemas, ...types];
}

function zodShapes(evaluator: Evaluator, file: string, syntax: ts.SourceFile): Shape[] {
  const { callsByName } = indexOf(syntax);
  const calls = ['object', 'strictObject', 'looseObject', 'interface', 'extend'].flatMap(
    (name) => callsByName.get(name) ?? [],
  );
  return calls.flatMap((call) => {
    const [argument] = call.arguments ?? [];
    const name = variableOf(call);
    if (!ts.isCallExpression(call) || !argument || !ts.isObjectLiteralExpression(argument) || name === undefined)
      return [];
    const origin = originOf(evaluator.evaluate(call.expression));
    const isZod = origin && /^(?:zod(?:\/.*)?|@hono\/zod-openapi)$/.test(origin.module);
    const isExtended = ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === 'extend';
    if (!isZod && !(isExtended && syntax.text.includes("'zod"))) return [];
    const fields = argument.properties.flatMap((property): Field[] => {
      if (!ts.isPropertyAssignment(property) || ts.isComputedPropertyName(property.name)) return [];
      const type = property.initializer.getText();
      return fieldOf(property.name.text, zodType(type), !/\.(?:optional|nullish|default)\(/.test(type), file, property);
    });
    return shapeOf(name, 'zod', fields, file, call);
  });
}

/** `z.string().min(1)` as `string`, a schema of another name as it stands. */
function zodType(text: string): string {
  const [, kind, rest = ''] = /^z(?:\.coerce)?\.(\w+)\(([\s\S]*)$/.exec(text) ?? [];
  if (kind === undefined) return text.replace(/\.(?:optional|nullish|nullable|default)\([\s\S]*$/, '');
  if (kind === 'enum') return [...rest.matchAll(/['"]([^'"]*)['"]/g)].map(([, value]) => value).join(' | ');
  if (kind !== 'array') return kind;
  const inner = zodType(rest.replace(/\)[^)]*$/, ''));
  return `${inner.replace(/\)$/, '')}[]`;
}

/** The constant that a schema is, through `.strict()` and the like. */
function variableOf(call: ts.Node): string | undefined {
  let node = parentOf(call);
  while (
    node &&
    (ts.isPropertyAccessExpression(node) || (ts.isCallExpression(node) && node.arguments.every((one) => one !== call)))
  )
    node = parentOf(node);
  return node && ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) ? node.name.text : undefined;
}

function typeShapes(statement: ts.Statement, file: string): Shape[] {
  const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
  if (!isType || !named.test(statement.name.text)) return [];
  const members = ts.isInterfaceDeclaration(statement)
    ? statement.members
    : ts.isTypeLiteralNode(statement.type)
      ? statement.type.members
      : [];
  const fields = members.flatMap((member): Field[] => {
    if (!ts.isPropertySignature(member) || ts.isComputedPropertyName(member.name) || !member.type) return [];
    return fieldOf(
      member.name.getText().replaceAll(/^['"]|['"]$/g, ''),
      member.type.getText(),
      !member.questionToken,
      file,
      member,
    );
  });
  return shapeOf(statement.name.text, 'typescript', fields, file, statement.name);
}

function fieldOf(name: string, type: string, isRequired: boolean, file: string, at: ts.Node): Field[] {
  const short = type.replaceAll(/\s+/g, ' ').trim().slice(0, 256);
  if (name === '' || short === '') return [];
  return [{ name: name.slice(0, 256), type: short, isRequired, source: { file, line: lineOf(at) } }];
}

function shapeOf(
  name: string,
  language: 'typescript' | 'zod',
  fields: readonly Field[],
  file: string,
  at: ts.Node,
): Shape[] {
  if (fields.length === 0) return [];
  const source = { file, line: lineOf(at) };
  return [
    { name: name.slice(0, 512), language, fields: fields.slice(0, maxFields), usedBy: [], source, confidence: 1 },
  ];
}
