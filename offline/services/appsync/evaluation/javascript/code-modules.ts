import { EarlyReturn, type Run } from '../run.ts';
import { DYNAMODB } from '../util/dynamodb.ts';
import { DYNAMODB_MODULE } from '../util/dynamodb-module/requests.ts';
import {
  base64Decode,
  base64Encode,
  escapeJavaScript,
  matches,
  normalize,
  urlDecode,
  urlEncode,
} from '../util/encoding.ts';
import { appendError, error, unauthorized } from '../util/errors.ts';
import { EXTENSIONS } from '../util/extensions.ts';
import type { FunctionTable, UtilFunction } from '../util/function-table.ts';
import { HTTP } from '../util/http.ts';
import { autoId, autoKsuid, autoUlid } from '../util/identifiers.ts';
import { authType } from '../util/identity.ts';
import { MATH } from '../util/math.ts';
import { RDS } from '../util/rds/rds.ts';
import { RDS_MODULE } from '../util/rds/rds-module.ts';
import { TIME } from '../util/time/time.ts';
import { TRANSFORM } from '../util/transform/transform.ts';
import { isRecord, text } from '../util/values.ts';
import { XML } from '../util/xml.ts';

function earlyReturn(_run: Run, value: unknown, options: unknown): never {
  const skipTo = isRecord(options) ? options.skipTo : undefined;
  throw new EarlyReturn(value ?? null, skipTo === 'END' || skipTo === 'NEXT' ? skipTo : undefined);
}

function bedrockRequest(operation: 'InvokeModel' | 'Converse'): UtilFunction {
  return (_run: Run, payload) => ({ operation, ...(isRecord(payload) && payload) });
}

const UTIL: FunctionTable = {
  error,
  appendError,
  unauthorized,
  authType,
  autoId,
  autoUlid,
  autoKsuid,
  escapeJavaScript,
  urlEncode,
  urlDecode,
  base64Encode,
  base64Decode,
  matches,
  str: { normalize },
  dynamodb: DYNAMODB,
  http: HTTP,
  math: MATH,
  rds: RDS,
  time: TIME,
  transform: TRANSFORM,
  xml: XML,
};

/** What resolver code can import, and the console. */
export const CODE_MODULES: FunctionTable = {
  '@aws-appsync/utils': { util: UTIL, extensions: EXTENSIONS, runtime: { earlyReturn } },
  '@aws-appsync/utils/ai': { invokeModel: bedrockRequest('InvokeModel'), converse: bedrockRequest('Converse') },
  '@aws-appsync/utils/dynamodb': DYNAMODB_MODULE,
  '@aws-appsync/utils/rds': RDS_MODULE,
};

/** Keeps what the code logs. */
export function log(run: Run, line: unknown): void {
  run.logs.push(text(line));
}

/** The names in a table, functions as 1: how the realm learns what to offer. */
export function shapeOf(table: FunctionTable): unknown {
  return Object.fromEntries(
    Object.entries(table).map(([name, entry]) => [name, typeof entry === 'function' ? 1 : shapeOf(entry)]),
  );
}
