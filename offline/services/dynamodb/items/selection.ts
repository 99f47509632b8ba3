import type { Condition } from '../expressions/condition.ts';
import { eachPath } from '../expressions/condition.ts';
import type { Path } from '../expressions/placeholders.ts';
import { invalid, invalidParameter } from '../failures.ts';
import type { Index, Table } from '../tables/table.ts';
import { checkKeyPath } from './check-keys.ts';

export type SelectInput = {
  IndexName?: string;
  Select?: string;
  ConsistentRead?: boolean;
  ProjectionExpression?: string;
  AttributesToGet?: string[];
};

/** Refuses a Select that does not go with the other parameters. @throws ServiceError ValidationException */
export function checkSelect(input: SelectInput): void {
  const parameter = input.ProjectionExpression !== undefined ? 'ProjectionExpression' : 'AttributesToGet';
  const hasProjection = input.ProjectionExpression !== undefined || input.AttributesToGet !== undefined;
  if (input.Select === 'SPECIFIC_ATTRIBUTES') {
    if (!hasProjection) {
      throw invalid(
        'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
      );
    }
  } else if (input.Select !== undefined && hasProjection) {
    throw invalid(`Cannot specify the ${parameter} when choosing to get ${choice(input.Select)}`);
  }
  if (input.Select === 'ALL_PROJECTED_ATTRIBUTES' && input.IndexName === undefined) {
    throw invalidParameter('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  }
}

const choice = (select: string) => (select === 'COUNT' ? 'only the Count' : select);

/** The index that a query or scan names. @throws ServiceError ValidationException */
export function readIndex(table: Table, input: SelectInput): Index | undefined {
  if (input.IndexName === undefined) return undefined;
  const index = table.index(input.IndexName);
  if (!index) throw invalid(`The table does not have the specified index: ${input.IndexName}`);
  if (index.isGlobal && input.ConsistentRead) {
    throw invalid('Consistent reads are not supported on global secondary indexes');
  }
  return index;
}

/**
 * Whether whole items must be fetched for what an index does not hold.
 * @throws ServiceError ValidationException for a global index, which fetches nothing
 */
export function fetchesItems(
  index: Index | undefined,
  input: SelectInput,
  paths: readonly Path[] | undefined,
): boolean {
  const { projected } = index ?? {};
  if (!index || !projected) return false;
  if (input.Select === 'ALL_ATTRIBUTES') {
    if (!index.isGlobal) return true;
    throw invalidParameter(
      `Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
  }
  const absent = (paths ?? []).map(([name]) => String(name)).filter((name) => !projected.has(name));
  if (absent.length === 0) return false;
  if (!index.isGlobal) return true;
  throw invalidParameter(`Global secondary index ${index.name} does not project [${absent.join(', ')}]`);
}

/** Checks a filter against a table and the keys of what is read. @throws ServiceError ValidationException */
export function checkFilter(
  table: Table,
  filter: Condition | undefined,
  options: { keys: readonly string[]; parameter: string } | undefined,
): void {
  if (!filter) return;
  eachPath(filter, (path) => {
    const head = String(path[0]);
    if (options?.keys.includes(head)) {
      throw invalid(`${options.parameter} can only contain non-primary key attributes: Primary key attribute: ${head}`);
    }
  });
  eachPath(filter, (path) => {
    checkKeyPath(table, path);
  });
}
