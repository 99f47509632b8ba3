import {
  type DefinitionNode,
  type InputObjectTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  print,
  type TypeNode,
} from 'graphql';
import type { Shape } from '../schema.ts';
import { rootsOf } from './schema.ts';

/** Types and inputs as shapes, with the operations that take or give them. */
export function shapesOf(definitions: readonly DefinitionNode[], file: string): Shape[] {
  const roots = rootsOf(definitions);
  const uses = new Map<string, Shape['usedBy']>();
  const add = (type: TypeNode, role: 'request' | 'response', of: string) => {
    const name = bare(type);
    const known = uses.get(name);
    if (known) known.push({ role, of });
    else uses.set(name, [{ role, of }]);
  };
  const typed = definitions.filter(isFielded);
  for (const definition of typed) {
    const method = roots.get(definition.name.value);
    if (method === undefined || definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) continue;
    for (const field of definition.fields ?? []) {
      const of = `${method} ${field.name.value}`;
      add(field.type, 'response', of);
      for (const argument of field.arguments ?? []) add(argument.type, 'request', of);
    }
  }
  return typed.flatMap((definition): Shape[] => {
    const { name, fields = [] } = definition;
    if (roots.has(name.value) || fields.length === 0) return [];
    const source = { file, line: name.loc?.startToken.line ?? 1 };
    return [
      {
        name: name.value.slice(0, 512),
        language: 'graphql',
        fields: fields.map((field) => ({
          name: field.name.value.slice(0, 256),
          type: print(field.type).slice(0, 256),
          isRequired: field.type.kind === Kind.NON_NULL_TYPE,
          source: { file, line: field.name.loc?.startToken.line ?? 1 },
        })),
        usedBy: uses.get(name.value) ?? [],
        source,
        confidence: 1,
      },
    ];
  });
}

function isFielded(node: DefinitionNode): node is InputObjectTypeDefinitionNode | ObjectTypeDefinitionNode {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION;
}

function bare(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : bare(type.type);
}
