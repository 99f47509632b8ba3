/** A step of a reference after its root: `.name`, `.name(…)`, `[index]`. */
export type Step =
  | { kind: 'property'; name: string }
  | { kind: 'method'; name: string; args: Expression[] }
  | { kind: 'index'; index: Expression };

/** `$root.step…`; `text` is how the template spells it, which is what a null renders as. */
export type Reference = { kind: 'reference'; root: string; steps: Step[]; quiet: boolean; text: string };

export type BinaryOperator = '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%';

export type Expression =
  | Reference
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'interpolation'; body: Block }
  | { kind: 'list'; items: Expression[] }
  | { kind: 'range'; from: Expression; to: Expression }
  | { kind: 'map'; entries: { key: Expression; value: Expression }[] }
  | { kind: 'not'; operand: Expression }
  | { kind: 'negate'; operand: Expression }
  | { kind: 'binary'; operator: BinaryOperator; left: Expression; right: Expression };

export type Branch = { condition: Expression; body: Block };

export type Node =
  | { kind: 'text'; text: string }
  | { kind: 'output'; reference: Reference }
  | { kind: 'set'; target: Reference; value: Expression }
  | { kind: 'if'; branches: Branch[]; otherwise: Block | null }
  | { kind: 'foreach'; variable: string; iterable: Expression; body: Block }
  | { kind: 'define'; variable: string; body: Block }
  | { kind: 'call'; macro: string; args: Expression[] }
  | { kind: 'break' }
  | { kind: 'stop' }
  | { kind: 'return'; value: Expression | null };

export type Block = Node[];

export type Macro = { parameters: string[]; body: Block };

/** A parsed template with the macros that it defines. */
export type SyntaxTree = { body: Block; macros: Map<string, Macro> };

/** A template that is not Velocity; says where. */
export class TemplateSyntaxError extends Error {
  override readonly name = 'TemplateSyntaxError';

  constructor(reason: string, source: string, position: number) {
    const before = source.slice(0, position);
    const line = before.split('\n').length;
    const column = position - before.lastIndexOf('\n');
    const near = source.slice(position, position + 20).split('\n')[0] ?? '';
    super(`${reason} at line ${line}, column ${column}${near ? `, near "${near}"` : ''}`);
  }
}
