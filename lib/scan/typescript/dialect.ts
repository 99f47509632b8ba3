import ts from 'typescript';
import type { CodeUse, Dialect, Fragment, Handler, SourceFile } from '../dialect.ts';
import { requiredModule } from '../script/calls.ts';
import { evaluatorOf } from '../script/evaluator.ts';
import { exportsOf } from '../script/exports.ts';
import { indexOf } from '../script/file-index.ts';
import { withoutExtension } from '../script/modules.ts';
import { lineOf, programOf, type ScriptFile, type ScriptProgram } from '../script/program.ts';
import { readScript } from '../script/read.ts';
import { httpCalls } from './http-calls.ts';
import { routesIn } from './routes.ts';
import { sdkUses } from './sdk-calls.ts';
import { shapesIn } from './shapes.ts';

/** TypeScript and JavaScript as functions' code: what it calls, imports and exports as handlers. */
export const typescript: Dialect = {
  id: 'typescript',
  accepts: isScript,
  read: (file, tree) =>
    readScript(file, tree, (script): Fragment => {
      const program = programOf(tree);
      const evaluator = evaluatorOf(program);
      const http = httpCalls(evaluator, script);
      const uses: CodeUse[] = [...sdkUses(evaluator, script), ...http.uses];
      const apis = routesIn(evaluator, script);
      return {
        components: http.components,
        apis,
        targets: apis.map((api) => ({ api, target: { kind: 'code', file: file.path, handler: null } })),
        uses,
        imports: importsOf(program, script),
        handlers: handlersOf(script),
        shapes: shapesIn(evaluator, script),
      };
    }),
};

const maxCharacters = 1_000_000;

/** Sources as people write them: no declarations, no tests, nothing minified. */
export function isScript({ path, text }: SourceFile): boolean {
  if (!/\.(?:[mc]?[jt]s|[jt]sx)$/.test(path) || /\.d\.[mc]?ts$/.test(path)) return false;
  if (/\.(?:test|spec|stories)\.[^/]+$|(?:^|\/)(?:__tests__|__mocks__|node_modules)\//.test(path)) return false;
  return text.length <= maxCharacters && !isMinified(text);
}

function isMinified(text: string): boolean {
  if (text.length < 20_000) return false;
  const start = text.slice(0, 20_000);
  return start.split('\n').length < 40;
}

/** The files that are imported for their values. */
function importsOf(program: ScriptProgram, { path, syntax }: ScriptFile): string[] {
  const specifiers = syntax.statements.flatMap((statement) => {
    const isImport =
      ts.isImportDeclaration(statement) && statement.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword;
    const isExport = ts.isExportDeclaration(statement) && !statement.isTypeOnly;
    if (!isImport && !isExport) return [];
    const { moduleSpecifier } = statement;
    return moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? [moduleSpecifier.text] : [];
  });
  const required = indexOf(syntax).calls.flatMap((call) => (ts.isCallExpression(call) ? [requiredModule(call)] : []));
  const found = [...specifiers, ...required].flatMap((specifier) => {
    const resolved = specifier === undefined ? undefined : program.modules.resolve(path, specifier);
    return resolved === undefined ? [] : [withoutExtension(resolved)];
  });
  return [...new Set(found)];
}

function handlersOf({ path, syntax }: ScriptFile): Handler[] {
  return [...exportsOf(syntax).named].flatMap(([name, exported]) => {
    if (exported.kind === 'elsewhere' || name === 'default') return [];
    const node = exported.kind === 'expression' ? exported.node : exported.at;
    return [{ file: path, name, source: { file: path, line: lineOf(node) } }];
  });
}
