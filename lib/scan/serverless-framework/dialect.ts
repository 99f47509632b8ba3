import path from 'node:path';
import { readTemplateRoot } from '../cloudformation/read.ts';
import type { Dialect, Fragment, SourceFile, SourceTree } from '../dialect.ts';
import { child, type Parsed } from '../syntax/node.ts';
import { parseFile } from '../syntax/parse.ts';
import { configurationIn } from './script.ts';
import { translated } from './translate.ts';
import { withVariables } from './variables.ts';

/** Serverless Framework's serverless.yml or serverless.ts, read as the template that it stands for. */
export const serverlessFramework: Dialect = {
  id: 'serverless-framework',
  accepts: ({ path: name, text }) =>
    /(?:^|\/)serverless[\w.-]*\.(?:ya?ml|json|[mc]?[jt]s)$/.test(name) &&
    /^[^\S\r\n\u2028\u2029]*["']?provider["']?\s*:/m.test(text),
  read: readServerlessFramework,
};

/** A script that defeats the parser is told of by its own dialect. */
function scripted(file: SourceFile, tree: SourceTree): Parsed {
  try {
    return { root: configurationIn(file, tree) ?? null, problems: [] };
  } catch (error) {
    if (error instanceof RangeError) return { root: null, problems: [] };
    throw error;
  }
}

function readServerlessFramework(file: SourceFile, tree: SourceTree): Fragment {
  const { root, problems } = /s$/.test(file.path) ? scripted(file, tree) : parseFile(file);
  if (root === null || child(root, 'provider') === undefined) return { unreadable: problems };
  const filled = withVariables(root, { root, folder: path.posix.dirname(file.path), tree });
  return readTemplateRoot({ file: file.path, root: translated(filled), tree, problems }) ?? { unreadable: problems };
}
