import type { Fragment, SourceTree } from '../dialect.ts';
import type { Node, Problem } from '../syntax/node.ts';
import { componentOf } from './components.ts';
import { Draft } from './draft.ts';
import { relateMentions } from './mentions.ts';
import { finishers, readers } from './readers.ts';
import { readTemplate } from './template.ts';

/** What a template says, or undefined where the parsed file is none. */
export function readTemplateRoot(input: {
  file: string;
  root: Node;
  tree: SourceTree;
  problems: readonly Problem[];
}): Fragment | undefined {
  const template = readTemplate(input.file, input.root);
  if (template === undefined) return undefined;
  const draft = new Draft(template, input.tree);
  draft.problems.push(...input.problems);
  for (const resource of template.resources.values()) {
    draft.components.push(componentOf(resource, draft));
    relateMentions(resource, draft);
    for (const { types, read } of readers) if (types.test(resource.type)) read(resource, draft);
  }
  for (const finish of finishers) finish(draft);
  return draft.fragment();
}
