import type { Index, Table } from '../tables/table.ts';

/** Units that one operation took, by place. */
export type Usage = { table: number; indexes: Map<Index, number> };

export type CapacityMode = 'NONE' | 'TOTAL' | 'INDEXES' | undefined;

const READ_UNIT = 4096;
const WRITE_UNIT = 1024;

/** Units of reading `bytes` at once. */
export const readUnits = (bytes: number, isConsistent: boolean | undefined): number =>
  Math.max(1, Math.ceil(bytes / READ_UNIT)) * (isConsistent ? 1 : 0.5);

export const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / WRITE_UNIT));

export const noUsage = (): Usage => ({ table: 0, indexes: new Map() });

export function addUsage(sum: Usage, more: Usage): void {
  sum.table += more.table;
  for (const [index, units] of more.indexes) sum.indexes.set(index, (sum.indexes.get(index) ?? 0) + units);
}

/** ConsumedCapacity as a response shows it; `kind` where transactions tell reading from writing. */
export function describeUsage(
  table: Table,
  usage: Usage,
  mode: CapacityMode,
  kind?: 'Read' | 'Write',
): Record<string, unknown> | undefined {
  if (mode !== 'TOTAL' && mode !== 'INDEXES') return undefined;
  let total = usage.table;
  for (const units of usage.indexes.values()) total += units;
  const described = { TableName: table.name, ...units(total, kind) };
  if (mode === 'TOTAL') return described;
  return {
    ...described,
    Table: units(usage.table, kind),
    ...byIndex(usage, false, 'LocalSecondaryIndexes', kind),
    ...byIndex(usage, true, 'GlobalSecondaryIndexes', kind),
  };
}

const units = (count: number, kind: 'Read' | 'Write' | undefined): Record<string, number> => ({
  CapacityUnits: count,
  ...(kind && { [`${kind}CapacityUnits`]: count }),
});

function byIndex(usage: Usage, isGlobal: boolean, member: string, kind: 'Read' | 'Write' | undefined): object {
  const used = [...usage.indexes].filter(([index]) => index.isGlobal === isGlobal);
  if (used.length === 0) return {};
  return { [member]: Object.fromEntries(used.map(([index, count]) => [index.name, units(count, kind)])) };
}
