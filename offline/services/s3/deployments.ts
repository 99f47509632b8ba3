import { createReadStream, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { randomLetters } from '../../kernel/ids.ts';
import type { Resource, ResourceSupport } from '../../kernel/resource.ts';
import type { Bucket } from './bucket.ts';
import type { S3State } from './state.ts';

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** The CDK's `BucketDeployment`: files of the assembly that stand in a bucket, such as Amplify's model introspection. */
export const deploymentResources = {
  'Custom::CDKBucketDeployment': {
    identify: (request) => ({
      ref: request.letters(20),
      attributes: { DestinationBucketArn: request.property('DestinationBucketArn') },
    }),
    honoured: ['DestinationBucketArn', 'DestinationBucketKeyPrefix', 'DestinationBucketName', 'SourceObjectKeys'],
    ignored: {
      ServiceToken: 'the backend copies by itself',
      SourceBucketNames: 'the assembly is one folder',
      OutputObjectKeys: 'nobody asks for them',
      Prune: 'files of earlier deployments harm nobody',
      RetainOnDelete: '`npm run offline -- reset` deletes',
      WaitForDistributionInvalidation: 'there is no distribution',
      SystemMetadata: 'types are not told',
    },
  },
} as const satisfies Record<string, ResourceSupport>;

/** Copies the files of the app's deployments into their buckets, those that changed. */
export async function deployFiles(resources: readonly Resource[], state: S3State): Promise<void> {
  for (const { type, properties } of resources) {
    if (type !== 'Custom::CDKBucketDeployment') continue;
    const bucket = state.findBucket(text(properties.DestinationBucketName) ?? '');
    const sources = Array.isArray(properties.SourceObjectKeys) ? properties.SourceObjectKeys.map(String) : [];
    if (!bucket) continue;
    for (const source of sources) {
      const folder = state.context.asset(source);
      if (!statSync(folder).isDirectory()) continue;
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        const file = path.join(folder, name);
        if (!statSync(file).isFile()) continue;
        const key = path.posix.join(text(properties.DestinationBucketKeyPrefix) ?? '', name.split(path.sep).join('/'));
        await deploy(file, key, bucket, state);
      }
    }
  }
}

async function deploy(file: string, key: string, bucket: Bucket, state: S3State): Promise<void> {
  const content = await state.blobs.write(createReadStream(file) as AsyncIterable<Buffer>, {
    checksums: ['crc64nvme'],
  });
  if (state.objects.find(bucket.name, key)?.etag === `"${content.md5}"`) {
    state.blobs.removeFiles([content.blob]);
    return;
  }
  state.objects.put({
    ...{ bucket, key, content, metadata: {}, tags: {}, storageClass: 'STANDARD', extras: {} },
    headers: { 'content-type': 'application/octet-stream' },
    change: {
      event: 'ObjectCreated:Put',
      requestId: randomLetters(16).toUpperCase(),
      requester: state.context.account,
      sourceIp: '127.0.0.1',
    },
  });
}
