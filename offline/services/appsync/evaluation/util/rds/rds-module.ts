import type { FunctionTable } from '../function-table.ts';
import { toJsonObject } from './result.ts';

/** The module `@aws-appsync/utils/rds`. */
export const RDS_MODULE: FunctionTable = {
  toJsonObject: (_run, result) => toJsonObject(result),
};
