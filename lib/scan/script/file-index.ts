import ts from 'typescript';

type Call = ts.CallExpression | ts.NewExpression;

/** What is asked of a file again and again, gathered in one walk. */
export interface FileIndex {
  readonly calls: readonly Call[];
  /** By the last name of the callee: `f(…)`, `a.f(…)` and `new f(…)` stand under `f`. */
  readonly callsByName: ReadonlyMap<string, readonly Call[]>;
  /** `x = …`, `x += …`, `x.y = …` and `this.y = …`, by their first name: `x`, `this` or `module.exports`. */
  readonly assignments: ReadonlyMap<string, readonly Assignment[]>;
  /** Every `….y = …`, whatever stands before. */
  readonly memberAssignments: readonly ts.BinaryExpression[];
}

export interface Assignment {
  readonly target: ts.Expression;
  /** The member that is set; null where the variable itself is. */
  readonly member: string | null;
  readonly isAddition: boolean;
  readonly value: ts.Expression;
}

const indexes = new WeakMap<ts.SourceFile, FileIndex>();

export function indexOf(file: ts.SourceFile): FileIndex {
  const known = indexes.get(file);
  if (known) return known;
  const calls: Call[] = [];
  const callsByName = new Map<string, Call[]>();
  const assignments = new Map<string, Assignment[]>();
  const memberAssignments: ts.BinaryExpression[] = [];
  walk(file, (node) => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      calls.push(node);
      const name = calleeName(node.expression);
      if (name !== undefined) push(callsByName, name, node);
    } else if (ts.isBinaryExpression(node)) {
      addAssignment(assignments, node);
      const isSet = node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
      if (isSet && ts.isPropertyAccessExpression(node.left)) memberAssignments.push(node);
    }
  });
  const index = { calls, callsByName, assignments, memberAssignments };
  indexes.set(file, index);
  return index;
}

/** Every node in the order of the text, without recursion: trees may be deeper than the stack. */
function walk(root: ts.Node, visit: (node: ts.Node) => void): void {
  const open: ts.Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    visit(node);
    const children: ts.Node[] = [];
    ts.forEachChild(node, (child) => {
      children.push(child);
    });
    for (const child of children.reverse()) open.push(child);
  }
}

function calleeName(expression: ts.Expression): string | undefined {
  if (ts.isIdentifier(expression)) return expression.text;
  if (expression.kind === ts.SyntaxKind.SuperKeyword) return 'super';
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : undefined;
}

function addAssignment(
  assignments: Map<string, Assignment[]>,
  { left, operatorToken, right }: ts.BinaryExpression,
): void {
  const isAddition = operatorToken.kind === ts.SyntaxKind.PlusEqualsToken;
  const isSet =
    operatorToken.kind === ts.SyntaxKind.EqualsToken ||
    operatorToken.kind === ts.SyntaxKind.QuestionQuestionEqualsToken ||
    operatorToken.kind === ts.SyntaxKind.BarBarEqualsToken;
  if (!isAddition && !isSet) return;
  if (ts.isIdentifier(left)) push(assignments, left.text, { target: left, member: null, isAddition, value: right });
  const member = memberName(left);
  if (member === undefined || !isAccess(left)) return;
  const { expression: of } = left;
  const root = rootOf(of);
  if (root !== undefined) push(assignments, root, { target: of, member, isAddition, value: right });
}

function rootOf(of: ts.Expression): string | undefined {
  if (ts.isIdentifier(of)) return of.text;
  if (of.kind === ts.SyntaxKind.ThisKeyword) return 'this';
  return ts.isPropertyAccessExpression(of) && of.getText() === 'module.exports' ? 'module.exports' : undefined;
}

const isAccess = (node: ts.Node) => ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);

function memberName(node: ts.Expression): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (!ts.isElementAccessExpression(node)) return undefined;
  return ts.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression.text : undefined;
}

function push<Item>(map: Map<string, Item[]>, name: string, item: Item): void {
  const list = map.get(name);
  if (list) list.push(item);
  else map.set(name, [item]);
}
