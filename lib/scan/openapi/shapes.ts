import type { Shape } from '../schema.ts';
import { child, entriesOf, itemsOf, type Node, textOf } from '../syntax/node.ts';
import { operationsOf } from './operations.ts';

type Language = Extract<Shape['language'], 'json-schema' | 'openapi'>;

/** The shapes of an OpenAPI document: its schemas with the operations that carry them, and bodies that stand in place. */
export function shapesOfDocument(root: Node, file: string): Shape[] {
  const uses = new Map<string, Shape['usedBy']>();
  const inPlace: Shape[] = [];
  for (const { method, path, node } of operationsOf(root)) {
    const of = `${method} ${path}`;
    for (const { role, schema } of bodiesOf(node)) {
      const name = referenceOf(schema) ?? referenceOf(child(schema, 'items'));
      const use = { role, of };
      const known = name === undefined ? undefined : uses.get(name);
      if (known) known.push(use);
      else if (name !== undefined) uses.set(name, [use]);
      else if (schema)
        inPlace.push(...shapeOf({ name: of, schema, file, line: schema.line, language: 'openapi', usedBy: [use] }));
    }
  }
  const named = [child(root, 'components', 'schemas'), child(root, 'definitions')].flatMap((section) =>
    [...entriesOf(section)].flatMap(([name, { value: schema, line }]) =>
      shapeOf({
        name,
        schema,
        file,
        line,
        language: 'openapi',
        usedBy: [...(uses.get(name) ?? []), ...eventOf(schema)],
      }),
    ),
  );
  return [...named, ...inPlace];
}

/** A schema of the event registry says which event it is of. */
function eventOf(schema: Node): Shape['usedBy'] {
  const of = textOf(child(schema, 'x-amazon-events-detail-type'));
  return of === undefined ? [] : [{ role: 'event', of }];
}

function bodiesOf(operation: Node | undefined): { role: 'request' | 'response'; schema: Node | undefined }[] {
  const bodies: { role: 'request' | 'response'; schema: Node | undefined }[] = [];
  for (const [, { value }] of entriesOf(child(operation, 'requestBody', 'content')))
    bodies.push({ role: 'request', schema: child(value, 'schema') });
  for (const parameter of itemsOf(child(operation, 'parameters')))
    if (textOf(child(parameter, 'in')) === 'body') bodies.push({ role: 'request', schema: child(parameter, 'schema') });
  for (const [status, { value }] of entriesOf(child(operation, 'responses'))) {
    if (!/^(?:2\d\d|2XX|default)$/.test(status)) continue;
    const contents = [...entriesOf(child(value, 'content'))].map(([, entry]) => child(entry.value, 'schema'));
    for (const schema of [...contents, child(value, 'schema')]) bodies.push({ role: 'response', schema });
  }
  return bodies.filter(({ schema }) => schema !== undefined);
}

/** A JSON schema of an object; nothing else has fields. */
export function shapeOf(input: {
  name: string;
  schema: Node;
  file: string;
  line: number;
  language: Language;
  usedBy: Shape['usedBy'];
}): Shape[] {
  const { name, schema, file, line, language, usedBy } = input;
  const parts = [schema, ...itemsOf(child(schema, 'allOf'))];
  const required = new Set(
    parts.flatMap((part) => itemsOf(child(part, 'required')).flatMap((one) => textOf(one) ?? [])),
  );
  const fields = parts.flatMap((part) =>
    [...entriesOf(child(part, 'properties'))].slice(0, 200).flatMap(([field, entry]) => {
      if (field === '') return [];
      const source = { file, line: entry.line };
      return [{ name: field.slice(0, 256), type: typeOf(entry.value), isRequired: required.has(field), source }];
    }),
  );
  if (fields.length === 0 || name === '') return [];
  return [{ name: name.slice(0, 512), language, fields, usedBy, source: { file, line }, confidence: 1 }];
}

function referenceOf(schema: Node | undefined): string | undefined {
  return textOf(child(schema, '$ref'))?.split('/').at(-1);
}

function typeOf(schema: Node, depth = 0): string {
  const reference = referenceOf(schema);
  if (reference) return reference.slice(0, 200);
  const kinds = child(schema, 'type');
  const names = kinds?.kind === 'list' ? kinds.items.flatMap((one) => textOf(one) ?? []) : [textOf(kinds) ?? ''];
  const [name = ''] = names.filter((one) => one !== 'null');
  const items = child(schema, 'items');
  if (name === 'array' && items && depth < 4) return `${typeOf(items, depth + 1)}[]`;
  const values = itemsOf(child(schema, 'enum')).flatMap((one) => textOf(one) ?? []);
  if (values.length > 0) return values.join(' | ').slice(0, 200);
  const format = textOf(child(schema, 'format'));
  return format === undefined ? name || 'any' : `${name} (${format})`.slice(0, 200);
}
