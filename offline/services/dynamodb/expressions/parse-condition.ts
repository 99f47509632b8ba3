import { Cursor, ExpressionError } from './cursor.ts';
import type { Comparator, ParsedCondition, RawCondition, RawOperand } from './syntax.ts';

const KEYWORDS = new Set(['AND', 'OR', 'NOT', 'BETWEEN', 'IN']);
const MOST_CANDIDATES = 100;
const COMPARATORS: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);

/** What parentheses may hold: it shows only later whether `(a)` is an operand or a condition. */
type Node = { condition: RawCondition; operand?: undefined } | { operand: RawOperand; condition?: undefined };

/** Parses a condition, filter or key condition expression. @throws ExpressionError */
export function parseCondition(text: string): ParsedCondition {
  const parser = new ConditionParser(text);
  return { condition: parser.parse(), hasRedundantParentheses: parser.hasRedundantParentheses };
}

class ConditionParser {
  hasRedundantParentheses = false;
  readonly #cursor: Cursor;
  /** Nodes that stood in parentheses as a whole. */
  readonly #enclosed = new WeakSet<RawCondition | RawOperand>();

  constructor(text: string) {
    this.#cursor = new Cursor(text, KEYWORDS);
  }

  parse(): RawCondition {
    const condition = this.#asCondition(this.#or());
    this.#cursor.expectEnd();
    return condition;
  }

  #or(): Node {
    let node = this.#and();
    while (this.#cursor.isKeyword('OR')) {
      const left = this.#asCondition(node);
      this.#cursor.advance();
      node = { condition: { kind: 'or', left, right: this.#asCondition(this.#and()) } };
    }
    return node;
  }

  #and(): Node {
    let node = this.#not();
    while (this.#cursor.isKeyword('AND')) {
      const left = this.#asCondition(node);
      this.#cursor.advance();
      node = { condition: { kind: 'and', left, right: this.#asCondition(this.#not()) } };
    }
    return node;
  }

  #not(): Node {
    if (!this.#cursor.takeKeyword('NOT')) return this.#comparison();
    return { condition: { kind: 'not', inner: this.#cursor.nested(() => this.#asCondition(this.#not())) } };
  }

  #comparison(): Node {
    const left = this.#primary();
    const cursor = this.#cursor;
    if (cursor.token.kind === 'symbol' && COMPARATORS.has(cursor.token.text)) {
      cursor.countOperator();
      const first = this.#asOperand(left);
      const operator = cursor.advance().text as Comparator;
      return { condition: { kind: 'compare', operator, left: first, right: this.#operand() } };
    }
    if (cursor.isKeyword('BETWEEN')) {
      cursor.countOperator();
      const operand = this.#asOperand(left);
      cursor.advance();
      const low = this.#operand();
      if (!cursor.takeKeyword('AND')) cursor.fail();
      return { condition: { kind: 'between', operand, low, high: this.#operand() } };
    }
    if (cursor.isKeyword('IN')) {
      cursor.countOperator();
      const operand = this.#asOperand(left);
      cursor.advance();
      cursor.expectSymbol('(');
      const candidates = [this.#operand()];
      while (cursor.takeSymbol(',')) candidates.push(this.#operand());
      cursor.expectSymbol(')');
      if (candidates.length > MOST_CANDIDATES) {
        throw new ExpressionError(
          `The IN operator is provided with too many operands; number of operands: ${candidates.length}`,
        );
      }
      return { condition: { kind: 'in', operand, candidates } };
    }
    return left;
  }

  #primary(): Node {
    if (!this.#cursor.takeSymbol('(')) return { operand: this.#cursor.operand(() => this.#operand()) };
    const inner = this.#cursor.nested(() => this.#or());
    this.#cursor.expectSymbol(')');
    const node = inner.condition ?? inner.operand;
    if (this.#enclosed.has(node)) this.hasRedundantParentheses = true;
    this.#enclosed.add(node);
    const goesOn = this.#cursor.isSymbol('.') || this.#cursor.isSymbol('[');
    if (inner.operand?.kind === 'path' && goesOn) {
      return { operand: { kind: 'path', steps: this.#cursor.pathFrom([...inner.operand.steps]) } };
    }
    return inner;
  }

  #operand(): RawOperand {
    return this.#asOperand(this.#primary());
  }

  #asOperand(node: Node): RawOperand {
    return node.operand ?? this.#cursor.fail();
  }

  #asCondition(node: Node): RawCondition {
    if (node.condition) return node.condition;
    if (node.operand.kind !== 'call') return this.#cursor.fail();
    return node.operand;
  }
}
