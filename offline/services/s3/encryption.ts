import { createHash } from 'node:crypto';
import { accessDenied, invalidArgument, invalidRequest } from './errors.ts';
import type { Extras, StoredObject } from './objects.ts';
import type { Encryption } from './settings.ts';

type Headers = Readonly<Record<string, string>>;

const SSE = 'x-amz-server-side-encryption';
const CUSTOMER = `${SSE}-customer`;
const SOURCE_CUSTOMER = `x-amz-copy-source-server-side-encryption-customer`;
const ALGORITHMS = ['AES256', 'aws:kms', 'aws:kms:dsse'] as const;

/**
 * What a new object is encrypted with, as its answers will say: nothing is encrypted on this machine. A customer's key is
 * checked and remembered by its MD5, so that it must be shown again. @throws S3Error InvalidArgument, InvalidRequest
 */
export function encryptionOf(headers: Headers, byDefault: Encryption): NonNullable<Extras['encryption']> {
  const customerKeyMd5 = customerKey(headers, CUSTOMER);
  const algorithm = headers[SSE];
  if (customerKeyMd5 !== undefined) {
    if (algorithm !== undefined) {
      throw invalidArgument(
        'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
        SSE,
        algorithm,
      );
    }
    return { customerKeyMd5 };
  }
  const keyId = headers[`${SSE}-aws-kms-key-id`];
  const bucketKey = headers[`${SSE}-bucket-key-enabled`];
  if (algorithm === undefined) {
    if (keyId !== undefined) {
      throw invalidArgument(
        'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
      );
    }
    return byDefault;
  }
  const known = ALGORITHMS.find((one) => one === algorithm);
  if (!known) throw invalidArgument('The encryption method specified is not supported', SSE, algorithm);
  if (known === 'AES256' && keyId !== undefined) {
    throw invalidArgument(
      'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
    );
  }
  return {
    algorithm: known,
    ...(keyId !== undefined && { keyId }),
    ...(bucketKey !== undefined && { bucketKey: bucketKey.toLowerCase() === 'true' }),
  };
}

export function encryptionHeaders(encryption: Extras['encryption']): Record<string, string> {
  if (!encryption) return { [SSE]: 'AES256' };
  if ('customerKeyMd5' in encryption) {
    return { [`${CUSTOMER}-algorithm`]: 'AES256', [`${CUSTOMER}-key-md5`]: encryption.customerKeyMd5 };
  }
  return {
    [SSE]: encryption.algorithm,
    ...(encryption.keyId !== undefined && { [`${SSE}-aws-kms-key-id`]: encryption.keyId }),
    ...(encryption.bucketKey === true && { [`${SSE}-bucket-key-enabled`]: 'true' }),
  };
}

/** A read must show the key that the object was stored with, and no key where there is none. @throws S3Error */
export function checkCustomerKey(headers: Headers, encryption: Extras['encryption'], isCopySource = false): void {
  const shown = customerKey(headers, isCopySource ? SOURCE_CUSTOMER : CUSTOMER);
  const expected = encryption && 'customerKeyMd5' in encryption ? encryption.customerKeyMd5 : undefined;
  if (shown === expected) return;
  if (expected === undefined) {
    throw invalidRequest('The encryption parameters are not applicable to this object.');
  }
  if (shown === undefined) {
    throw invalidRequest(
      'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
    );
  }
  throw accessDenied();
}

export const checkCopySourceKey = (headers: Headers, { extras }: StoredObject): void => {
  checkCustomerKey(headers, extras.encryption, true);
};

/** The MD5 (base64) of the key that a request brings, verified. */
function customerKey(headers: Headers, prefix: string): string | undefined {
  const [algorithm, key, md5] = ['algorithm', 'key', 'key-md5'].map((name) => headers[`${prefix}-${name}`]);
  if (algorithm === undefined && key === undefined && md5 === undefined) return undefined;
  if (algorithm === undefined) {
    throw invalidArgument(
      'Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm.',
    );
  }
  if (algorithm !== 'AES256') {
    throw invalidArgument(
      'The requested encryption algorithm is not valid, must be AES256.',
      `${prefix}-algorithm`,
      algorithm,
    );
  }
  if (key === undefined) {
    throw invalidArgument(
      'Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key.',
    );
  }
  if (md5 === undefined) {
    throw invalidArgument(
      'Requests specifying Server Side Encryption with Customer provided keys must provide the client calculated MD5 of the secret key.',
    );
  }
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== 32) throw invalidArgument('The secret key was invalid for the specified algorithm.');
  if (createHash('md5').update(bytes).digest('base64') !== md5) {
    throw invalidArgument('The calculated MD5 hash of the key did not match the hash that was provided.');
  }
  return md5;
}
