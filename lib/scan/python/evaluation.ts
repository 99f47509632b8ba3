import type { Inputs, Value } from '../code/value.ts';
import type { PythonProgram } from './program.ts';
import type { PythonDeclaration } from './scope.ts';
import type { PythonNode } from './syntax.ts';

export type PythonValue = Value<PythonNode>;

/** Says what expressions of Python come to, as `evaluator.ts` does. */
export interface PythonEvaluator {
  readonly program: PythonProgram;
  evaluate(node: PythonNode): PythonValue;
  declared(declaration: PythonDeclaration, name: string, from: string, depth?: number): PythonValue;
  /** `of.name` */
  member(of: PythonValue, name: string): PythonValue;
  /** What a function gives back, its parameters still open. */
  returnOf(node: PythonNode): PythonValue;
  inputsOf(node: PythonNode): Inputs<PythonNode>;
  /** The value with a call's arguments in place of a function's parameters. */
  withArguments(value: PythonValue, callee: PythonNode, inputs: Inputs<PythonNode>): PythonValue;
}
