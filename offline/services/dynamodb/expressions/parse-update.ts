import { Cursor } from './cursor.ts';
import type { ParsedProjection, ParsedUpdate, RawAction, RawOperand } from './syntax.ts';

const SECTIONS = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;
const KEYWORDS = new Set<string>(SECTIONS);
const NONE = new Set<string>();

/** Parses an update expression. @throws ExpressionError */
export function parseUpdate(text: string): ParsedUpdate {
  const cursor = new Cursor(text, KEYWORDS);
  const actions: RawAction[] = [];
  const seen = new Set<string>();
  let repeatedSection: string | undefined;
  do {
    const section = SECTIONS.find((word) => cursor.takeKeyword(word));
    if (!section) return cursor.fail();
    if (seen.has(section)) repeatedSection ??= section;
    seen.add(section);
    do actions.push(action(cursor, section));
    while (cursor.takeSymbol(','));
  } while (cursor.token.kind !== 'end');
  return { actions, ...(repeatedSection && { repeatedSection }) };
}

function action(cursor: Cursor, section: (typeof SECTIONS)[number]): RawAction {
  const path = cursor.path();
  cursor.countOperator();
  switch (section) {
    case 'SET':
      cursor.expectSymbol('=');
      return { kind: 'set', path, operand: setValue(cursor) };
    case 'REMOVE':
      return { kind: 'remove', path };
    case 'ADD':
    case 'DELETE':
      if (cursor.token.kind !== 'value') cursor.fail();
      return { kind: section === 'ADD' ? 'add' : 'delete', path, value: cursor.advance().text };
  }
}

function setValue(cursor: Cursor): RawOperand {
  const left = operand(cursor);
  const operator = cursor.isSymbol('+') ? '+' : cursor.isSymbol('-') ? '-' : undefined;
  if (!operator) return left;
  cursor.countOperator();
  cursor.advance();
  return { kind: 'arithmetic', operator, left, right: operand(cursor) };
}

function operand(cursor: Cursor): RawOperand {
  if (!cursor.takeSymbol('(')) return cursor.operand(() => operand(cursor));
  const inner = cursor.nested(() => setValue(cursor));
  cursor.expectSymbol(')');
  return inner;
}

/** Parses a projection expression. @throws ExpressionError */
export function parseProjection(text: string): ParsedProjection {
  const cursor = new Cursor(text, NONE);
  const paths = [cursor.path()];
  while (cursor.takeSymbol(',')) paths.push(cursor.path());
  cursor.expectEnd();
  return paths;
}
