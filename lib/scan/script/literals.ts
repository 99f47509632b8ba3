import ts from 'typescript';
import { either, exactText, options } from '../code/value.ts';
import type { Evaluator, ScriptValue } from './evaluation.ts';

const maxFields = 500;
const maxItems = 200;

export function evaluateObject(evaluator: Evaluator, node: ts.ObjectLiteralExpression): ScriptValue {
  const fields = new Map<string, ScriptValue>();
  const computed: { key: ScriptValue; value: ScriptValue }[] = [];
  for (const property of node.properties) {
    if (fields.size + computed.length > maxFields) break;
    if (ts.isSpreadAssignment(property)) {
      spread(evaluator.evaluate(property.expression), fields, computed);
      continue;
    }
    const { name } = property;
    const value = valueOf(evaluator, property);
    if (!ts.isComputedPropertyName(name)) {
      fields.set(name.text, value);
      continue;
    }
    const key = evaluator.evaluate(name.expression);
    if (key.kind === 'text' && key.exact) fields.set(key.text, value);
    else computed.push({ key, value });
  }
  return { kind: 'record', fields, computed };
}

function valueOf(
  evaluator: Evaluator,
  property: Exclude<ts.ObjectLiteralElementLike, ts.SpreadAssignment>,
): ScriptValue {
  if (ts.isPropertyAssignment(property)) return evaluator.evaluate(property.initializer);
  if (ts.isShorthandPropertyAssignment(property)) return evaluator.evaluate(property.name);
  return { kind: 'function', node: property, name: property.name.getText().slice(0, 80) };
}

/** Of `...(condition ? { a } : {})` whatever it may bring. */
function spread(
  value: ScriptValue,
  fields: Map<string, ScriptValue>,
  computed: { key: ScriptValue; value: ScriptValue }[],
): void {
  const all = options(value);
  for (const one of all) {
    if (one.kind === 'record') {
      for (const [name, field] of one.fields) {
        const before = all.length > 1 ? fields.get(name) : undefined;
        fields.set(name, before ? (either([before, field]) ?? field) : field);
      }
      computed.push(...one.computed.slice(0, maxItems));
    } else if (one.kind === 'parameter' || one.kind === 'member') computed.push({ key: exactText('...'), value: one });
  }
}

export function evaluateArray(evaluator: Evaluator, node: ts.ArrayLiteralExpression): ScriptValue {
  const items = node.elements.slice(0, maxItems).flatMap((element): readonly ScriptValue[] => {
    if (ts.isOmittedExpression(element)) return [];
    if (!ts.isSpreadElement(element)) return [evaluator.evaluate(element)];
    return options(evaluator.evaluate(element.expression)).flatMap((value) =>
      value.kind === 'list' ? value.items : [],
    );
  });
  return { kind: 'list', items: items.slice(0, maxItems) };
}
