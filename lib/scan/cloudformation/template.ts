import { child, type Entry, entriesOf, type Node, type Problem, textOf } from '../syntax/node.ts';
import { withDocuments } from './documents.ts';
import { withGlobals } from './globals.ts';
import { expandLoops } from './loops.ts';

/** A resource as its template says it, globals of the serverless transform already in its properties. */
export interface Resource {
  readonly id: string;
  /** Of the logical id. */
  readonly line: number;
  readonly type: string;
  readonly properties: Node | undefined;
  /** The whole entry: attributes such as `Condition` and `Metadata` stand there. */
  readonly node: Node;
}

export interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly line: number;
  readonly fallback: Node | undefined;
}

export interface Template {
  readonly file: string;
  readonly root: Node;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly conditions: ReadonlyMap<string, Node>;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly problems: readonly Problem[];
}

const text = (node: Node | undefined) => textOf(node);

/** The sections of a template, or undefined where the file is none. */
export function readTemplate(file: string, root: Node): Template | undefined {
  const section = child(root, 'Resources');
  if (section?.kind !== 'map') return undefined;
  const problems: Problem[] = [];
  const parameters = new Map<string, Parameter>();
  for (const [name, { line, value }] of entriesOf(child(root, 'Parameters'))) {
    const type = text(child(value, 'Type')) ?? 'String';
    parameters.set(name, { name, type, line, fallback: child(value, 'Default') });
  }
  const conditions = new Map<string, Node>();
  for (const [name, { value }] of entriesOf(child(root, 'Conditions'))) conditions.set(name, value);

  const lists = new Map([...parameters].map(([name, { fallback }]) => [name, fallback]));
  const globals = child(root, 'Globals');
  const resources = new Map<string, Resource>();
  for (const [id, entry] of expandLoops(section, lists)) {
    const resource = readResource(id, entry, globals);
    if ('reason' in resource) problems.push(resource);
    else resources.set(id, resource);
  }
  return resources.size === 0 ? undefined : { file, root, parameters, conditions, resources, problems };
}

function readResource(id: string, { line, value }: Entry, globals: Node | undefined): Resource | Problem {
  if (id.startsWith('Fn::')) return { line, reason: `${id} in Resources is not understood` };
  const type = text(child(value, 'Type'));
  if (type === undefined || type === '') return { line, reason: `the resource ${id} has no Type` };
  const properties = withDocuments(withGlobals(type, child(value, 'Properties'), globals));
  return { id, line, type, properties, node: value };
}
