import { createHash, createHmac } from 'node:crypto';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** The function's own role, whose keys Lambda keeps in the environment. */
const ownRole = (): Credentials => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? '',
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? '',
  sessionToken: process.env.AWS_SESSION_TOKEN,
});

export const ownRegion = (): string => process.env.AWS_REGION ?? 'us-east-1';

/** Adds to the headers of a POST what proves by whom it is sent; their names are in lower case. */
export type SignPost = (headers: Readonly<Record<string, string>>, body: string) => Record<string, string>;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/**
 * Signature Version 4 of the POSTs to one address, which has no query. The general signer of the SDK takes three
 * times as long, and a function that has just been started signs every request slowly.
 */
export function createPostSigner(
  service: string,
  url: URL,
  { credentials = ownRole, region = ownRegion(), now = () => new Date() }: SigningOptions = {},
): SignPost {
  // A path is encoded once more for what is signed, for every service but S3.
  const path = url.pathname.replaceAll('%', '%25');
  let known: { readonly of: string; readonly key: Buffer } | undefined;

  function keyOf(secret: string, day: string): Buffer {
    const of = `${day} ${secret}`;
    if (known?.of !== of) {
      known = { of, key: [region, service, 'aws4_request'].reduce(hmac, hmac(`AWS4${secret}`, day)) };
    }
    return known.key;
  }

  return (given, body) => {
    const { accessKeyId, secretAccessKey, sessionToken } = credentials();
    const time = now()
      .toISOString()
      .replace(/[-:]|\.\d{3}/g, '');
    const day = time.slice(0, 8);
    const scope = `${day}/${region}/${service}/aws4_request`;
    const bodyHash = sha256(body);
    const headers: Record<string, string> = { ...given, host: url.host, 'x-amz-date': time };
    headers['x-amz-content-sha256'] = bodyHash;
    if (sessionToken) headers['x-amz-security-token'] = sessionToken;
    const names = Object.keys(headers).sort();
    const lines = names.map((name) => `${name}:${headers[name]?.trim()}\n`).join('');
    const signed = names.join(';');
    const request = sha256(`POST\n${path}\n\n${lines}\n${signed}\n${bodyHash}`);
    const signature = hmac(keyOf(secretAccessKey, day), `AWS4-HMAC-SHA256\n${time}\n${scope}\n${request}`).toString(
      'hex',
    );
    headers.authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
    return headers;
  };
}

interface SigningOptions {
  readonly credentials?: () => Credentials;
  readonly region?: string;
  readonly now?: () => Date;
}
