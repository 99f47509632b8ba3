import { type ExpressionInput, readExpressions } from '../expressions/expressions.ts';
import type { Path } from '../expressions/placeholders.ts';
import { compileProjection } from '../expressions/project.ts';
import { invalidParameter } from '../failures.ts';
import type { Table } from '../tables/table.ts';
import { checkParameters } from '../validation/parameters.ts';
import type { Item } from '../values/attribute-value.ts';
import { checkKeyPath } from './check-keys.ts';

export type ReadInput = ExpressionInput & { AttributesToGet?: string[]; ConsistentRead?: boolean };

/** Which part of an item a read shows. */
export type Shown = {
  readonly paths: readonly Path[] | undefined;
  check(table: Table): void;
  show: (item: Item) => Item;
};

/** Reads ProjectionExpression or AttributesToGet; `checkKeys` runs where DynamoDB looks at the keys. @throws ServiceError ValidationException */
export function readShown(input: ReadInput, checkKeys: () => void): Shown {
  checkParameters(input, ['ProjectionExpression'], ['AttributesToGet']);
  checkKeys();
  checkNoDuplicates(input.AttributesToGet);
  return shownBy(readExpressions(input).projection ?? input.AttributesToGet?.map((name) => [name]));
}

export function shownBy(paths: readonly Path[] | undefined): Shown {
  return {
    paths,
    check: (table) => {
      for (const path of paths ?? []) checkKeyPath(table, path);
    },
    show: paths ? compileProjection(paths) : (item) => item,
  };
}

export function checkNoDuplicates(names: readonly string[] | undefined): void {
  const twice = names?.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalidParameter(`Duplicate value in attribute name: ${twice}`);
}
