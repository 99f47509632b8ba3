import path from 'node:path';
import { readTemplateRoot } from '../cloudformation/read.ts';
import type { Dialect, Fragment, SourceFile, SourceTree } from '../dialect.ts';
import { child } from '../syntax/node.ts';
import { parseFile } from '../syntax/parse.ts';
import { translated } from './translate.ts';
import { withVariables } from './variables.ts';

/** Serverless Framework's serverless.yml, read as the template that it stands for. */
export const serverlessFramework: Dialect = {
  id: 'serverless-framework',
  accepts: ({ path: name, text }) =>
    /(?:^|\/)serverless[\w.-]*\.(?:ya?ml|json)$/.test(name) && /^\s*["']?provider["']?\s*:/m.test(text),
  read: readServerlessFramework,
};

function readServerlessFramework(file: SourceFile, tree: SourceTree): Fragment {
  const { root, problems } = parseFile(file);
  if (root === null || child(root, 'provider') === undefined) return { unreadable: problems };
  const filled = withVariables(root, { root, folder: path.posix.dirname(file.path), tree });
  return readTemplateRoot({ file: file.path, root: translated(filled), tree, problems }) ?? { unreadable: problems };
}
