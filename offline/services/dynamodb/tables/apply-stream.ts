import type { DynamoState } from '../state.ts';
import type { Table } from './table.ts';

/** Opens and closes the streams that a change of definition asks for, in the caller's transaction. */
export function applyStream(state: DynamoState, before: Table, after: Table): void {
  const [old, now] = [before.definition.stream, after.definition.stream];
  if (old?.enabled && (!now?.enabled || now.label !== old.label)) state.streams.close(before);
  if (now?.enabled && (!old?.enabled || now.label !== old.label)) state.streams.open(after);
}
