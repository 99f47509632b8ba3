import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';

const bareClient = `
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
export const handler = (Key) => client.send(new GetCommand({ TableName: 't', Key }));
`;

/** Bytes of a bundle that holds the tables' client and nothing else, gzipped: what every such function weighs at least. */
export function bareClientBytes(): number {
  const { outputFiles } = buildSync({
    stdin: { contents: bareClient, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    write: false,
    logLevel: 'error',
  });
  return outputFiles.reduce((bytes, file) => bytes + gzipSync(file.contents).byteLength, 0);
}

/** Bytes of a synthesized function's code, gzipped. */
export function bundleBytes(assembly: string, s3Key: string): number {
  return gzipSync(readFileSync(join(assembly, `asset.${s3Key.replace(/\.zip$/, '')}`, 'index.mjs'))).byteLength;
}
