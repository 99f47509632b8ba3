import type ts from 'typescript';
import { options, originOf } from '../../code/value.ts';
import type { Evaluator, ScriptValue } from '../../script/evaluation.ts';

/** What a call through an object mapper does to a table. */
export interface MapperCall {
  /** As DynamoDB calls it. */
  readonly operation: string;
  /** The table's name, as the mapper was given it. */
  readonly table: ScriptValue | undefined;
  readonly index?: string | undefined;
  readonly keyCondition?: string | undefined;
  readonly confidence: number;
}

/** A library between code and DynamoDB. Mappers are twins: a file each, `mappers.ts` lists them. */
export interface Mapper {
  /** The package, as it stands in imports: sources without it are not looked at for it. */
  readonly packageName: string;
  calls(evaluator: Evaluator, node: ts.CallExpression | ts.NewExpression): readonly MapperCall[];
}

export type MadeValue = ScriptValue & { readonly kind: 'call' };

/** A member of what a call made, with the names that lead to it: of `orders.query.byStatus` the entity and two names. */
export interface Chain {
  readonly made: MadeValue;
  readonly names: readonly string[];
}

const maxLength = 6;

export function chainsOf(value: ScriptValue): Chain[] {
  return options(value).flatMap((one) => {
    const names: string[] = [];
    let current = one;
    while (current.kind === 'member' && names.length < maxLength) {
      names.unshift(current.name);
      const [of] = options(current.of);
      if (!of) return [];
      current = of;
    }
    return current.kind === 'call' ? [{ made: current, names }] : [];
  });
}

/** Whether a value was made by a class or function of a package. */
export function isMadeBy(value: MadeValue, module: string, name: RegExp): boolean {
  const origin = originOf(value.callee);
  return (
    origin !== undefined &&
    (origin.module === module || origin.module.startsWith(`${module}/`)) &&
    name.test(origin.name)
  );
}

/** The made value that an option is, where it is one. */
export const madeOf = (value: ScriptValue | undefined): MadeValue | undefined =>
  options(value).find((one): one is MadeValue => one.kind === 'call');

/** `pk = :pk AND begins_with(sk, :sk)` */
export function condition(
  partition: string | undefined,
  sort?: { readonly name: string; readonly operator: string },
): string | undefined {
  if (partition === undefined || partition === '') return undefined;
  const first = `${partition} = :${partition}`;
  if (!sort) return first;
  const { name, operator } = sort;
  const second =
    operator === 'begins_with'
      ? `begins_with(${name}, :${name})`
      : operator === 'between'
        ? `${name} BETWEEN :${name}From AND :${name}To`
        : `${name} ${operator} :${name}`;
  return `${first} AND ${second}`;
}

/** The operators of sort keys as mappers name them. */
export const sortOperators: Readonly<Record<string, string>> = {
  beginsWith: 'begins_with',
  begins: 'begins_with',
  begins_with: 'begins_with',
  between: 'between',
  eq: '=',
  gt: '>',
  gte: '>=',
  ge: '>=',
  lt: '<',
  lte: '<=',
  le: '<=',
};
