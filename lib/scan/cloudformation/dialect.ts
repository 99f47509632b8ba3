import type { Dialect, Fragment, SourceFile, SourceTree } from '../dialect.ts';
import { child } from '../syntax/node.ts';
import { isStructured, parseFile } from '../syntax/parse.ts';
import { readTemplateRoot } from './read.ts';

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
  const fragment = root === null ? undefined : readTemplateRoot({ file: file.path, root, tree, problems });
  if (fragment !== undefined) return fragment;
  if (problems.length > 0) return { unreadable: problems };
  // A file that says it is a template, and has none of what makes one.
  const isEmpty = root !== null && child(root, 'Resources') !== undefined;
  return { unreadable: isEmpty ? [{ line: 1, reason: 'Resources holds no resource with a Type' }] : [] };
}
