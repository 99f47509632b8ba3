// The schema as introspection shows it. Pure.

export type TypeRef = { kind: string; name?: string | null; ofType?: TypeRef | null };
export type Field = { name: string; type: TypeRef; args?: { name: string; type: TypeRef }[] };
export type Type = {
  kind: string;
  name: string;
  fields?: Field[] | null;
  inputFields?: Field[] | null;
  enumValues?: { name: string }[] | null;
};
type Named = { name: string } | null;
export type Schema = { types: Type[]; queryType: Named; mutationType?: Named; subscriptionType?: Named };

const REF = 'kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } }';
export const INTROSPECTION = `{ __schema { queryType { name } mutationType { name } subscriptionType { name } types { kind name fields { name type { ${REF} } args { name type { ${REF} } } } inputFields { name type { ${REF} } } enumValues { name } } } }`;

/** `[Note!]!`. */
export function typeName({ kind, name, ofType }: TypeRef): string {
  if (kind === 'NON_NULL' && ofType) return `${typeName(ofType)}!`;
  if (kind === 'LIST' && ofType) return `[${typeName(ofType)}]`;
  return name ?? '?';
}

const bare = (ref: TypeRef): string => (ref.ofType ? bare(ref.ofType) : (ref.name ?? ''));

/** A request for a field with its needed arguments as variables and what its type holds, two levels deep. */
export function exampleOf(schema: Schema, root: string, field: Field): string {
  const needed = (field.args ?? []).filter(({ type }) => type.kind === 'NON_NULL');
  const declared = needed.map(({ name, type }) => `$${name}: ${typeName(type)}`).join(', ');
  const given = needed.map(({ name }) => `${name}: $${name}`).join(', ');
  const selection = selectionOf(schema, bare(field.type), 2, '  ');
  return `${root}${declared && `(${declared})`} {\n  ${field.name}${given && `(${given})`}${selection}\n}`;
}

function selectionOf(schema: Schema, name: string, depth: number, indent: string): string {
  const fields = schema.types.find((type) => type.name === name)?.fields;
  if (!fields) return '';
  const lines = fields.flatMap(({ name: inner, type, args = [] }) => {
    if (args.some((arg) => arg.type.kind === 'NON_NULL')) return [];
    const isLeaf = !schema.types.find((each) => each.name === bare(type))?.fields;
    if (isLeaf) return [`${indent}  ${inner}`];
    return depth > 1 && inner === 'items'
      ? [`${indent}  ${inner}${selectionOf(schema, bare(type), depth - 1, `${indent}  `)}`]
      : [];
  });
  return ` {\n${(lines.length > 0 ? lines : [`${indent}  __typename`]).join('\n')}\n${indent}}`;
}
