import type { Dialect, Fragment, SourceFile } from '../dialect.ts';
import { shapeOf } from '../openapi/shapes.ts';
import { child, entriesOf, type Node, textOf } from '../syntax/node.ts';
import { isStructured, parseFile } from '../syntax/parse.ts';

/** JSON schemas in files of their own: what requests, events and items carry. */
export const jsonSchema: Dialect = {
  id: 'json-schema',
  accepts: ({ path, text }) =>
    isStructured(path) &&
    /["']?\$schema["']?\s*:\s*["']?https?:\/\/json-schema\.org/.test(text) &&
    text.includes('properties'),
  read: readJsonSchema,
};

function readJsonSchema(file: SourceFile): Fragment {
  const { root, problems } = parseFile(file);
  if (root?.kind !== 'map') return { unreadable: problems };
  const own = file.path.split('/').at(-1) ?? file.path;
  const name = textOf(child(root, 'title')) ?? own.replace(/\.(?:schema\.)?\w+$/, '');
  const at = (schema: Node, line: number, called: string) =>
    shapeOf({ name: called, schema, file: file.path, line, language: 'json-schema', usedBy: [] });
  const inner = ['definitions', '$defs'].flatMap((section) =>
    [...entriesOf(child(root, section))].flatMap(([key, { value, line }]) => at(value, line, key)),
  );
  return { shapes: [...at(root, root.line, name), ...inner], unreadable: problems };
}
