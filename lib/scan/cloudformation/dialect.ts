import type { Dialect, Fragment, SourceFile, SourceTree } from '../dialect.ts';
import { child } from '../syntax/node.ts';
import { isStructured, parseFile } from '../syntax/parse.ts';
import { componentOf } from './components.ts';
import { Draft } from './draft.ts';
import { relateMentions } from './mentions.ts';
import { finishers, readers } from './readers.ts';
import { readTemplate } from './template.ts';

/** CloudFormation and SAM templates, and what CDK and Amplify synthesize. */
export const cloudFormation: Dialect = {
  id: 'cloudformation',
  accepts: ({ path, text }) =>
    isStructured(path) &&
    /(?:^|[\n{,])\s*["']?Resources["']?\s*:/.test(text) &&
    /\b(?:AWS|Custom|Alexa)::|AWSTemplateFormatVersion/.test(text),
  read: readCloudFormation,
};

function readCloudFormation(file: SourceFile, tree: SourceTree): Fragment {
  const { root, problems } = parseFile(file);
  // Serverless Framework and other tools keep templates within files of their own: those have their own dialects.
  const template = root === null ? undefined : readTemplate(file.path, root);
  if (template === undefined) return { unreadable: problems.length > 0 ? problems : emptiness(file) };
  const draft = new Draft(template, tree);
  draft.problems.push(...problems);
  for (const resource of template.resources.values()) {
    draft.components.push(componentOf(resource, draft));
    relateMentions(resource, draft);
    for (const { types, read } of readers) if (types.test(resource.type)) read(resource, draft);
  }
  for (const finish of finishers) finish(draft);
  return draft.fragment();
}

/** A file that says it is a template, and has none of what makes one. */
function emptiness(file: SourceFile): Fragment['unreadable'] {
  const { root } = parseFile(file);
  const hasSection = root !== null && child(root, 'Resources') !== undefined;
  return hasSection ? [{ line: 1, reason: 'Resources holds no resource with a Type' }] : [];
}
