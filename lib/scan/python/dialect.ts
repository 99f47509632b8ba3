import type { Dialect, Fragment, Handler, SourceFile, SourceTree } from '../dialect.ts';
import { botoUses } from './boto.ts';
import { isTest } from './call-sites.ts';
import { pythonEvaluatorOf } from './evaluator.ts';
import { httpCalls } from './http.ts';
import { mapperUses } from './mappers.ts';
import { isVendored, type PythonProgram, pythonOf } from './program.ts';
import { routesIn } from './routes.ts';
import { modulesOf, namesOf } from './scope.ts';
import { shapesIn } from './shapes.ts';
import { nodesIn, type PythonFile } from './syntax.ts';

/** Python as functions' code: what it calls through boto3 and HTTP, its routes, imports and handlers. */
export const python: Dialect = { id: 'python', accepts, read };

const maxCharacters = 1_000_000;

function accepts({ path, text }: SourceFile): boolean {
  return path.endsWith('.py') && !isTest(path) && !isVendored(path) && text.length <= maxCharacters;
}

function read({ path }: SourceFile, tree: SourceTree): Fragment {
  try {
    const program = pythonOf(tree);
    const file = program.file(path);
    if (!file) return {};
    const evaluator = pythonEvaluatorOf(program);
    const http = httpCalls(evaluator, file);
    const apis = routesIn(evaluator, file);
    return {
      components: http.components,
      uses: [...botoUses(evaluator, file), ...mapperUses(evaluator, file), ...http.uses],
      apis,
      targets: apis.map((api) => ({ api, target: { kind: 'code', file: path, handler: null } })),
      imports: importsOf(program, file),
      handlers: handlersOf(file),
      shapes: shapesIn(evaluator, file),
      unreadable:
        file.brokenAt === undefined ? [] : [{ line: file.lineAt(file.brokenAt), reason: 'syntax: not Python here' }],
    };
  } catch (error) {
    return {
      unreadable: [{ line: 1, reason: error instanceof RangeError ? 'nested too deep to read' : 'could not be read' }],
    };
  }
}

function importsOf(program: PythonProgram, file: PythonFile): string[] {
  const found = new Set<string>();
  for (const node of nodesIn(file.root)) {
    if (node.name !== 'ImportStatement') continue;
    for (const module of modulesOf(node)) {
      const path = program.resolve(file.path, module);
      if (path !== undefined) found.add(path.replace(/\.py$/, ''));
    }
  }
  return [...found];
}

function handlersOf({ path, root }: PythonFile): Handler[] {
  return [...namesOf(root)].flatMap(([name, declarations]) => {
    const [made] = declarations.flatMap((one) => (one.kind === 'function' ? [one.node] : []));
    if (!made) return [];
    return [{ file: path, name, source: { file: path, line: made.line } }];
  });
}
