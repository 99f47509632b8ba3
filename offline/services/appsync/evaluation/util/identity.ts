import type { Run } from '../run.ts';
import { isList, isRecord, type JsonRecord } from './values.ts';

const API_KEY = 'API Key Authorization';

/**
 * `util.authType()`: AppSync tells the mode by the identity's shape. An identity that fits no mode counts as an API
 * key, so a user pool's must carry `sub`, `issuer`, `username`, `claims`, `sourceIp` and `defaultAuthStrategy`.
 */
export function authType({ context }: Run): string {
  const { identity } = context;
  if (!isRecord(identity)) return API_KEY;
  const keys = Object.keys(identity);
  if (keys.length === 0 || 'resolverContext' in identity) return 'Lambda Authorization';
  if (isPresent(identity, 'userArn') && isPresent(identity, 'accountId') && isList(identity.sourceIp)) {
    return 'IAM Authorization';
  }
  if (!['sub', 'issuer', 'claims'].every((key) => isPresent(identity, key))) return API_KEY;
  if (keys.length === 3) return 'Open ID Connect Authorization';
  const isUserPool = isPresent(identity, 'username') && isList(identity.sourceIp);
  return isUserPool && isPresent(identity, 'defaultAuthStrategy') ? 'User Pool Authorization' : API_KEY;
}

const isPresent = (identity: JsonRecord, key: string): boolean => identity[key] !== undefined && identity[key] !== null;
