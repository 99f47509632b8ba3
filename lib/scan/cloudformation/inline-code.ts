import type { Fragment, SourceTree } from '../dialect.ts';
import { python } from '../python/dialect.ts';
import type { Node } from '../syntax/node.ts';
import { typescript } from '../typescript/dialect.ts';
import type { Draft } from './draft.ts';
import type { Resource } from './template.ts';

/** What code does that stands within its template, as `Code.ZipFile` or `InlineCode`. */
export interface InlineCode {
  /** What the code's uses carry as their file. */
  readonly name: string;
  readonly uses: Fragment['uses'];
  readonly components: Fragment['components'];
}

export function readInlineCode({ id, properties }: Resource, runtime: string, draft: Draft): InlineCode | undefined {
  const { evaluator } = draft;
  const node = evaluator.at(properties, 'Code', 'ZipFile') ?? evaluator.at(properties, 'InlineCode');
  const text = evaluator.text(node);
  const isPython = /^python/.test(runtime);
  if (node === undefined || text === undefined || !(isPython || /^nodejs/.test(runtime))) return undefined;
  const name = `${draft.file}#${id}.${isPython ? 'py' : 'js'}`;
  const file = { path: name, text };
  const tree: SourceTree = { files: [file], get: (path) => (path === name ? file : undefined) };
  const { uses, components } = (isPython ? python : typescript).read(file, tree);
  const line = linesOf(node);
  const source = ({ line: at }: { line: number }) => draft.source(line(at));
  return {
    name,
    uses: uses?.map((use) => ({ ...use, source: source(use.source) })),
    components: components?.map((component) => ({ ...component, source: source(component.source) })),
  };
}

/** The template's line of a line of the code: exact where the text keeps its lines. */
function linesOf(node: Node): (line: number) => number {
  const sub = node.kind === 'map' ? node.entries.get('Fn::Sub')?.value : node;
  const scalar = sub?.kind === 'list' ? sub.items[0] : sub;
  const first = scalar?.kind === 'scalar' ? scalar.textLine : undefined;
  return (line) => (first === undefined ? node.line : first + line - 1);
}
