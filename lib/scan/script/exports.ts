import ts from 'typescript';
import { indexOf } from './file-index.ts';
import { namesOf } from './scope.ts';

/** What a file exports under a name: an expression or a declaration of its own, or something of another module. */
export type Exported =
  | { readonly kind: 'expression'; readonly node: ts.Expression }
  | { readonly kind: 'local'; readonly name: string; readonly at: ts.Node }
  | { readonly kind: 'elsewhere'; readonly module: string; readonly name: string; readonly at: ts.Node };

interface Exports {
  readonly named: ReadonlyMap<string, Exported>;
  /** Modules of `export * from`. */
  readonly all: readonly string[];
}

const known = new WeakMap<ts.SourceFile, Exports>();

export function exportsOf(file: ts.SourceFile): Exports {
  const found = known.get(file);
  if (found) return found;
  const named = new Map<string, Exported>();
  const all: string[] = [];
  for (const statement of file.statements) {
    if (ts.isExportDeclaration(statement)) addExport(statement, named, all);
    else if (ts.isExportAssignment(statement)) named.set('default', { kind: 'expression', node: statement.expression });
    else if (isExported(statement)) addDeclared(file, statement, named);
  }
  addCommonJs(file, named);
  const exports = { named, all };
  known.set(file, exports);
  return exports;
}

const hasModifier = (node: ts.Statement, kind: ts.SyntaxKind) =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === kind);

const isExported = (statement: ts.Statement) => hasModifier(statement, ts.SyntaxKind.ExportKeyword);

function addDeclared(file: ts.SourceFile, statement: ts.Statement, named: Map<string, Exported>): void {
  const isDefault = hasModifier(statement, ts.SyntaxKind.DefaultKeyword);
  const put = (name: string, at: ts.Node) => named.set(isDefault ? 'default' : name, { kind: 'local', name, at });
  if (ts.isVariableStatement(statement)) {
    const lines = new Map(
      [...namesOf(file)].flatMap(([name, one]) =>
        one.kind === 'variable' && one.node.parent === statement.declarationList ? [[name, one.node]] : [],
      ),
    );
    for (const [name, at] of lines) put(name, at);
  } else if (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement)
  ) {
    if (statement.name) put(statement.name.text, statement);
  }
}

function addExport(node: ts.ExportDeclaration, named: Map<string, Exported>, all: string[]): void {
  const { moduleSpecifier, exportClause } = node;
  const module = moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : undefined;
  if (!exportClause) {
    if (module !== undefined) all.push(module);
    return;
  }
  if (ts.isNamespaceExport(exportClause)) {
    if (module !== undefined)
      named.set(exportClause.name.text, { kind: 'elsewhere', module, name: '*', at: exportClause });
    return;
  }
  for (const element of exportClause.elements) {
    const { text: local } = element.propertyName ?? element.name;
    const at = { at: element } as const;
    named.set(
      element.name.text,
      module === undefined ? { kind: 'local', name: local, ...at } : { kind: 'elsewhere', module, name: local, ...at },
    );
  }
}

/** `exports.x = …`, `module.exports = …` and `module.exports.x = …`. */
function addCommonJs(file: ts.SourceFile, named: Map<string, Exported>): void {
  const { assignments } = indexOf(file);
  for (const { member, value } of assignments.get('exports') ?? []) {
    if (member !== null && !named.has(member)) named.set(member, { kind: 'expression', node: value });
  }
  for (const { member, value } of assignments.get('module') ?? []) {
    if (member !== 'exports') continue;
    if (!named.has('default')) named.set('default', { kind: 'expression', node: value });
    if (!ts.isObjectLiteralExpression(value)) continue;
    for (const property of value.properties) addProperty(named, property);
  }
  for (const { member, value } of assignments.get('module.exports') ?? []) {
    if (member !== null && !named.has(member)) named.set(member, { kind: 'expression', node: value });
  }
}

function addProperty(named: Map<string, Exported>, property: ts.ObjectLiteralElementLike): void {
  if (ts.isShorthandPropertyAssignment(property)) {
    named.set(property.name.text, { kind: 'expression', node: property.name });
  } else if (
    ts.isPropertyAssignment(property) &&
    (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name))
  ) {
    named.set(property.name.text, { kind: 'expression', node: property.initializer });
  }
}
