import { type FragmentDefinitionNode, print, type SelectionNode, type SelectionSetNode } from 'graphql';

type Source = {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  isSelected(node: SelectionNode): boolean;
};

/** `ctx.info.selectionSetList`: every selected field by its path, aliases for names, fragments opened. */
export function selectionSetList(source: Source, selections: readonly SelectionSetNode[]): string[] {
  const paths = new Set<string>();
  const visit = (set: SelectionSetNode, prefix: string): void => {
    for (const node of set.selections) {
      if (!source.isSelected(node)) continue;
      if (node.kind === 'Field') {
        const path = `${prefix}${(node.alias ?? node.name).value}`;
        paths.add(path);
        if (node.selectionSet) visit(node.selectionSet, `${path}/`);
      } else {
        const inner = node.kind === 'InlineFragment' ? node : source.fragments.get(node.name.value);
        if (inner) visit(inner.selectionSet, prefix);
      }
    }
  };
  for (const set of selections) visit(set, '');
  return [...paths];
}

/** `ctx.info.selectionSetGraphQL`: the selection as text. */
export const selectionSetGraphql = (selections: readonly SelectionSetNode[]): string =>
  selections.map((set) => print(set)).join('\n');
