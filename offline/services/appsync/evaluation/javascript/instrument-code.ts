import type { AnyNode, ExportNamedDeclaration, ImportDeclaration, Program } from 'acorn';
import { parseCode, walk } from './acorn.ts';

/** Names that the script around the code uses; no resolver has them. */
const MODULES = '__appsync_modules__';
const TICK = '__appsync_tick__';

const KNOWN_MODULES = new Set([
  '@aws-appsync/utils',
  '@aws-appsync/utils/ai',
  '@aws-appsync/utils/dynamodb',
  '@aws-appsync/utils/rds',
]);

/** The module as a script, and what it says of how to run it. */
export type InstrumentedCode = {
  /** An expression: a function of the modules, the tick and `console` that gives the exports. */
  script: string;
  /** Whether it uses regular expressions, which no tick interrupts. */
  usesPatterns: boolean;
  /** Where a place of the script stands in the source; lines and columns count from 1. */
  locate(line: number, column: number): Place;
};

export type Place = { line: number; column: number };

type Edit = { at: number; remove: number; insert: string };

/**
 * Turns an ES module of resolver code into a script: imports become constants, exports a result, and every loop and
 * function counts its turns, so that code without end is stopped.
 *
 * @throws SyntaxError when the code does not parse or imports a module that AppSync does not have.
 */
export function instrumentCode(source: string): InstrumentedCode {
  const program = parseCode(source);
  const edits: Edit[] = [];
  const exports = new Map<string, string>();
  rewriteModule(program, source, edits, exports);
  let usesPatterns = false;
  walk(program, (node) => {
    countTurns(node, edits);
    usesPatterns ||= isPattern(node);
  });
  const result = [...exports].map(([name, local]) => `${JSON.stringify(name)}: ${local}`).join(', ');
  const { body, marks } = applyEdits(source, edits);
  const head = `(function (${MODULES}, ${TICK}, console) { "use strict"; `;
  const script = `${head}${body}\nreturn { ${result} }; })`;
  return {
    script,
    usesPatterns,
    locate(line, column) {
      const offset = offsetOf(script, line, column) - head.length;
      const mark = marks.findLast(({ out }) => out <= offset) ?? { out: 0, source: 0 };
      // Parsed again: a kept tree weighs twenty times its text.
      return placeOf(source, startOfCall(parseCode(source), mark.source + offset - mark.out));
    },
  };
}

/** Where text after an edit stands in the result and in the source. */
type Mark = { out: number; source: number };

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let at = 1; at < line; at++) start = text.indexOf('\n', start) + 1;
  return start + column - 1;
}

function placeOf(source: string, offset: number): Place {
  const before = source.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** A call is told by where its whole expression begins, not by the method's name. */
function startOfCall(program: Program, offset: number): number {
  let start = offset;
  walk(program, (node) => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return;
    if (node.callee.property.start === offset) start = node.start;
  });
  return start;
}

function applyEdits(source: string, edits: Edit[]): { body: string; marks: Mark[] } {
  let out = '';
  let position = 0;
  const marks: Mark[] = [];
  // A later edit at the same place belongs to a node further inside, which must stay inside.
  const ordered = edits.map((edit, order) => ({ ...edit, order })).sort((a, b) => a.at - b.at || a.order - b.order);
  for (const { at, remove, insert } of ordered) {
    out += source.slice(position, Math.max(at, position)) + insert;
    position = Math.max(position, at + remove);
    marks.push({ out: out.length, source: position });
  }
  return { body: out + source.slice(position), marks };
}

function rewriteModule(program: Program, source: string, edits: Edit[], exports: Map<string, string>): void {
  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration') {
      edits.push({ at: statement.start, remove: statement.end - statement.start, insert: importText(statement) });
    } else if (statement.type === 'ExportNamedDeclaration') {
      rewriteExport(statement, edits, exports);
    } else if (statement.type === 'ExportDefaultDeclaration' || statement.type === 'ExportAllDeclaration') {
      throw new SyntaxError(`Only named exports are supported: ${source.slice(statement.start, statement.start + 40)}`);
    }
  }
}

function importText({ source, specifiers }: ImportDeclaration): string {
  const name = String(source.value);
  if (!KNOWN_MODULES.has(name)) {
    throw new SyntaxError(`The module ${name} cannot be imported; bundle it into the code.`);
  }
  const table = `${MODULES}[${JSON.stringify(name)}]`;
  return specifiers
    .map((specifier) => {
      if (specifier.type === 'ImportNamespaceSpecifier') return `const ${specifier.local.name} = ${table};`;
      if (specifier.type === 'ImportDefaultSpecifier') return `const ${specifier.local.name} = ${table}.default;`;
      const { imported, local } = specifier;
      const key = imported.type === 'Identifier' ? imported.name : String(imported.value);
      return `const ${local.name} = ${table}[${JSON.stringify(key)}];`;
    })
    .join(' ');
}

function rewriteExport(statement: ExportNamedDeclaration, edits: Edit[], exports: Map<string, string>): void {
  const { declaration, specifiers, source } = statement;
  if (source) throw new SyntaxError(`Nothing can be exported from ${String(source.value)}; bundle it into the code.`);
  if (!declaration) {
    for (const { local, exported } of specifiers) {
      if (local.type !== 'Identifier') continue;
      exports.set(exported.type === 'Identifier' ? exported.name : String(exported.value), local.name);
    }
    edits.push({ at: statement.start, remove: statement.end - statement.start, insert: '' });
    return;
  }
  edits.push({ at: statement.start, remove: declaration.start - statement.start, insert: '' });
  if (declaration.type === 'VariableDeclaration') {
    for (const { id } of declaration.declarations) if (id.type === 'Identifier') exports.set(id.name, id.name);
  } else {
    exports.set(declaration.id.name, declaration.id.name);
  }
}

type Repeating = Extract<
  AnyNode,
  {
    type:
      | 'ForStatement'
      | 'ForInStatement'
      | 'ForOfStatement'
      | 'WhileStatement'
      | 'DoWhileStatement'
      | 'FunctionDeclaration'
      | 'FunctionExpression'
      | 'ArrowFunctionExpression';
  }
>;

const isRepeating = (node: AnyNode): node is Repeating =>
  /^(?:For|ForIn|ForOf|While|DoWhile)Statement$|^Function(?:Declaration|Expression)$|^Arrow/.test(node.type);

function countTurns(node: AnyNode, edits: Edit[]): void {
  if (!isRepeating(node)) return;
  const { body } = node;
  if (body.type === 'BlockStatement') {
    edits.push({ at: body.start + 1, remove: 0, insert: ` ${TICK}();` });
    return;
  }
  const isExpression = node.type === 'ArrowFunctionExpression';
  edits.push({ at: body.start, remove: 0, insert: isExpression ? `(${TICK}(), ` : `{ ${TICK}(); ` });
  edits.push({ at: body.end, remove: 0, insert: isExpression ? ')' : ' }' });
}

function isPattern(node: AnyNode): boolean {
  if (node.type === 'Literal') return node.regex !== undefined;
  return node.type === 'Identifier' && ['match', 'matchAll', 'search', 'RegExp'].includes(node.name);
}
