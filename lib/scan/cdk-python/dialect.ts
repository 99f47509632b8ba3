import { cdk } from '../cdk/dialect.ts';
import type { Dialect, Fragment, SourceTree } from '../dialect.ts';
import { isTest } from '../python/call-sites.ts';
import { mentionsPythonCdk, original, translated, translatedTree } from './translate.ts';

/** Sources of CDK apps in Python: read as the TypeScript that they would be, line for line. */
export const cdkPython: Dialect = {
  id: 'cdk-python',
  accepts: (file) => !isTest(file.path) && mentionsPythonCdk(file),
  read: ({ path }, tree) => read(path, tree),
};

function read(path: string, tree: SourceTree): Fragment {
  const scripts = translatedTree(tree);
  const file = scripts.get(translated(path));
  if (!file || !cdk.accepts(file)) return {};
  const { unreadable: _, ...fragment } = cdk.read(file, scripts);
  return inPython(fragment);
}

/** The fragment with places in the Python files. */
function inPython<Part>(part: Part): Part;
function inPython(part: unknown): unknown {
  if (Array.isArray(part)) return part.map((one: unknown) => inPython(one));
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]: [string, unknown]) => [
      name,
      name === 'file' && typeof value === 'string' ? original(value) : inPython(value),
    ]),
  );
}
