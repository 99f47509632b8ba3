import type { FunctionTable } from '../function-table.ts';
import { toJsonObject, toJsonString } from './result.ts';

/** `util.rds`. */
export const RDS: FunctionTable = {
  toJsonObject: (_run, result) => toJsonObject(result),
  toJsonString: (_run, result) => toJsonString(result),
};
