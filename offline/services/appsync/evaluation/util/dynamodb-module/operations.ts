import { isRecord } from '../values.ts';

/** A change that `operations.*` describes to `update`. */
export type UpdateOperation =
  | { type: 'OPERATION_ADD' | 'OPERATION_REPLACE'; value: unknown }
  | { type: 'OPERATION_REMOVE' }
  | { type: 'OPERATION_INCREMENT' | 'OPERATION_DECREMENT'; by: unknown }
  | { type: 'OPERATION_APPEND' | 'OPERATION_PREPEND'; items: unknown }
  | { type: 'OPERATION_UPDATE_LIST_ITEM'; value: unknown; index: unknown };

const TYPES = new Set<unknown>([
  'OPERATION_ADD',
  'OPERATION_REPLACE',
  'OPERATION_REMOVE',
  'OPERATION_INCREMENT',
  'OPERATION_DECREMENT',
  'OPERATION_APPEND',
  'OPERATION_PREPEND',
  'OPERATION_UPDATE_LIST_ITEM',
] satisfies UpdateOperation['type'][]);

/** Whether a value of an update is one of the operations. */
export const isOperation = (value: unknown): value is UpdateOperation => isRecord(value) && TYPES.has(value.type);

/** `operations` of the DynamoDB module. */
export const OPERATIONS = {
  add: (value: unknown): UpdateOperation => ({ type: 'OPERATION_ADD', value }),
  remove: (): UpdateOperation => ({ type: 'OPERATION_REMOVE' }),
  replace: (value: unknown): UpdateOperation => ({ type: 'OPERATION_REPLACE', value }),
  increment: (by: unknown = 1): UpdateOperation => ({ type: 'OPERATION_INCREMENT', by }),
  decrement: (by: unknown = 1): UpdateOperation => ({ type: 'OPERATION_DECREMENT', by }),
  append: (items: unknown): UpdateOperation => ({ type: 'OPERATION_APPEND', items }),
  prepend: (items: unknown): UpdateOperation => ({ type: 'OPERATION_PREPEND', items }),
  updateListItem: (value: unknown, index: unknown): UpdateOperation => ({
    type: 'OPERATION_UPDATE_LIST_ITEM',
    value,
    index,
  }),
};
