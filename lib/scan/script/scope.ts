import ts from 'typescript';

/** What a name in a scope stands for. `path` leads into the value where it is taken apart. */
export type Declaration =
  | { readonly kind: 'variable'; readonly node: ts.VariableDeclaration; readonly binding: Binding }
  | { readonly kind: 'parameter'; readonly node: ts.ParameterDeclaration; readonly binding: Binding }
  | { readonly kind: 'function'; readonly node: ts.FunctionDeclaration }
  | { readonly kind: 'class'; readonly node: ts.ClassDeclaration }
  | { readonly kind: 'enum'; readonly node: ts.EnumDeclaration }
  | { readonly kind: 'import'; readonly node: ts.Node; readonly module: string; readonly name: string };

export interface Binding {
  readonly path: readonly string[];
  readonly fallback: ts.Expression | undefined;
}

export type Names = ReadonlyMap<string, Declaration>;

const scopes = new WeakMap<ts.Node, Names>();

/** What a name stands for at a place, from the innermost scope outwards. */
export function declarationOf(name: string, at: ts.Node): Declaration | undefined {
  for (let node: ts.Node | undefined = at; node; node = parentOf(node)) {
    const found = isScope(node) ? namesOf(node).get(name) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** The tree ends at the file, whatever the types say. */
export const parentOf = (node: ts.Node): ts.Node | undefined => (ts.isSourceFile(node) ? undefined : node.parent);

const isScope = (node: ts.Node): boolean =>
  ts.isSourceFile(node) ||
  ts.isBlock(node) ||
  ts.isModuleBlock(node) ||
  ts.isCaseBlock(node) ||
  ts.isFunctionLike(node) ||
  ts.isForStatement(node) ||
  ts.isForOfStatement(node) ||
  ts.isForInStatement(node) ||
  ts.isCatchClause(node);

export function namesOf(scope: ts.Node): Names {
  const known = scopes.get(scope);
  if (known) return known;
  const names = new Map<string, Declaration>();
  if (ts.isFunctionLike(scope)) for (const parameter of scope.parameters) addParameter(names, parameter);
  else if (ts.isForStatement(scope) || ts.isForOfStatement(scope) || ts.isForInStatement(scope))
    addList(names, scope.initializer);
  else if (ts.isCaseBlock(scope))
    for (const clause of scope.clauses) for (const one of clause.statements) addStatement(names, one);
  if (ts.isSourceFile(scope) || ts.isBlock(scope) || ts.isModuleBlock(scope)) {
    for (const statement of scope.statements) addStatement(names, statement);
  }
  scopes.set(scope, names);
  return names;
}

function addStatement(names: Map<string, Declaration>, statement: ts.Statement): void {
  if (ts.isVariableStatement(statement)) addList(names, statement.declarationList);
  else if (ts.isFunctionDeclaration(statement) && statement.name)
    names.set(statement.name.text, { kind: 'function', node: statement });
  else if (ts.isClassDeclaration(statement) && statement.name)
    names.set(statement.name.text, { kind: 'class', node: statement });
  else if (ts.isEnumDeclaration(statement)) names.set(statement.name.text, { kind: 'enum', node: statement });
  else if (ts.isImportDeclaration(statement)) addImport(names, statement);
  else if (ts.isImportEqualsDeclaration(statement)) addImportEquals(names, statement);
}

function addImport(names: Map<string, Declaration>, node: ts.ImportDeclaration): void {
  const { importClause: clause, moduleSpecifier } = node;
  if (!clause || !ts.isStringLiteral(moduleSpecifier)) return;
  const put = (local: ts.Identifier, name: string) =>
    names.set(local.text, { kind: 'import', node: local, module: moduleSpecifier.text, name });
  if (clause.name) put(clause.name, 'default');
  const { namedBindings: bindings } = clause;
  if (bindings && ts.isNamespaceImport(bindings)) put(bindings.name, '*');
  if (bindings && ts.isNamedImports(bindings)) {
    for (const { name, propertyName } of bindings.elements) put(name, (propertyName ?? name).text);
  }
}

function addImportEquals(names: Map<string, Declaration>, node: ts.ImportEqualsDeclaration): void {
  const { moduleReference: reference, name } = node;
  if (!ts.isExternalModuleReference(reference) || !ts.isStringLiteral(reference.expression)) return;
  names.set(name.text, { kind: 'import', node: name, module: reference.expression.text, name: '*' });
}

function addList(names: Map<string, Declaration>, list: ts.ForInitializer | undefined): void {
  if (!list || !ts.isVariableDeclarationList(list)) return;
  for (const node of list.declarations) {
    for (const [name, binding] of bindingsOf(node.name)) names.set(name, { kind: 'variable', node, binding });
  }
}

function addParameter(names: Map<string, Declaration>, node: ts.ParameterDeclaration): void {
  for (const [name, binding] of bindingsOf(node.name)) names.set(name, { kind: 'parameter', node, binding });
}

/** The names that a pattern binds, each with its way into the value. */
function* bindingsOf(
  name: ts.BindingName,
  path: readonly string[] = [],
  fallback?: ts.Expression,
): Generator<[string, Binding]> {
  if (ts.isIdentifier(name)) {
    yield [name.text, { path, fallback }];
    return;
  }
  for (const [index, element] of name.elements.entries()) {
    if (ts.isOmittedExpression(element) || path.length > 8) continue;
    const key = ts.isArrayBindingPattern(name) ? String(index) : keyOf(element);
    if (key !== undefined)
      yield* bindingsOf(element.name, element.dotDotDotToken ? path : [...path, key], element.initializer);
  }
}

function keyOf({ propertyName, name }: ts.BindingElement): string | undefined {
  if (!propertyName) return ts.isIdentifier(name) ? name.text : undefined;
  return ts.isIdentifier(propertyName) || ts.isStringLiteralLike(propertyName) ? propertyName.text : undefined;
}
