import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Resource } from '../../kernel/resource.ts';

/** A folder of bundles for `startServices({ assets })`, with one function each and its resource. */
export function functionsOf(
  sources: Readonly<Record<string, string>>,
  properties: Readonly<Record<string, object>> = {},
) {
  const assets = mkdtempSync(path.join(tmpdir(), 'functions-'));
  const resources = Object.entries(sources).map(([name, source]): Resource => {
    const folder = path.join(assets, name);
    writeFileSync(`${folder}.mjs`, source);
    return {
      logicalId: name,
      stackPath: 'app',
      path: `app/${name}`,
      type: 'AWS::Lambda::Function',
      ref: name,
      attributes: { Arn: arnOf(name) },
      properties: {
        Code: { S3Key: '.' },
        Handler: `${name}.handler`,
        Runtime: 'nodejs22.x',
        Role: `arn:aws:iam::123456789012:role/${name}`,
        Timeout: 5,
        ...properties[name],
      },
    };
  });
  return { assets, resources };
}

const arnOf = (name: string): string => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

/** A resource of another type. */
export const resourceOf = (type: string, logicalId: string, properties: object): Resource => ({
  ...{ logicalId, type, stackPath: 'app', path: `app/${logicalId}`, ref: logicalId, attributes: {} },
  properties: { ...properties },
});
