import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';

type Secret = string | ArrayBuffer | ArrayBufferView;
type Digester = ReturnType<typeof createHash> | ReturnType<typeof createHmac>;

/** SHA-256 by Node's own implementation, in the form that the signer takes. */
class Sha256 {
  private hash: Digester;
  private readonly secret: Secret | undefined;

  constructor(secret?: Secret) {
    this.secret = secret;
    this.hash = start(secret);
  }

  update(data: Secret): void {
    this.hash.update(typeof data === 'string' ? data : bytes(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.hash.digest());
  }

  reset(): void {
    this.hash = start(this.secret);
  }
}

function start(secret: Secret | undefined): Digester {
  if (secret === undefined) return createHash('sha256');
  return createHmac('sha256', typeof secret === 'string' ? secret : bytes(secret));
}

function bytes(data: ArrayBuffer | ArrayBufferView): Uint8Array {
  return data instanceof ArrayBuffer
    ? new Uint8Array(data)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

type Credentials = ConstructorParameters<typeof SignatureV4>[0]['credentials'];

/** The function's own role, whose keys Lambda keeps in the environment. */
const ownRole = () =>
  Promise.resolve({
    accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? '',
    ...(process.env.AWS_SESSION_TOKEN ? { sessionToken: process.env.AWS_SESSION_TOKEN } : {}),
  });

/** Signs requests of a service, with the function's own role unless other credentials are given. */
export function createSigner(service: string, credentials: Credentials = ownRole): SignatureV4 {
  const region = process.env.AWS_REGION ?? 'us-east-1';
  return new SignatureV4({ service, region, credentials, sha256: Sha256 });
}
