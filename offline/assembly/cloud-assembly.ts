import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { OfflineError } from '../kernel/errors.ts';
import { isObject, type JsonObject, objectOf, textOf } from './values.ts';

/** One resource as its template writes it, intrinsics unresolved. */
export type TemplateResource = {
  readonly type: string;
  readonly properties: JsonObject;
  readonly condition: string | undefined;
  readonly metadata: JsonObject;
};

export type Template = {
  readonly parameters: Readonly<Record<string, JsonObject>>;
  readonly mappings: JsonObject;
  readonly conditions: JsonObject;
  readonly resources: Readonly<Record<string, TemplateResource>>;
  readonly outputs: Readonly<Record<string, JsonObject>>;
  readonly metadata: JsonObject;
};

export type CloudAssembly = {
  readonly folder: string;
  /** Root stacks, in the order of the manifest: Amplify makes one. */
  readonly stacks: readonly { name: string; template: Template }[];
  /** Reads a nested stack's template by the object key at the end of its `TemplateURL`. */
  nested(templateUrl: string): Template;
  /** Absolute path of an asset by object key or `s3://…/key`. */
  asset(keyOrLocation: string): string;
  /** Absolute path of the asset that the CDK shows as `displayName`. */
  assetNamed(displayName: string): string | undefined;
  /** Lets another folder stand for an asset, until the assembly is loaded again. */
  replaceAsset(location: string, replacement: string): void;
};

/** Reads what a synthesis wrote into `folder`. @throws OfflineError when something is missing there. */
export function loadCloudAssembly(folder: string): CloudAssembly {
  const manifest = readJson(path.join(folder, 'manifest.json'));
  const assets = new Map<string, string>();
  const named = new Map<string, string>();
  const stacks: { name: string; template: Template }[] = [];
  for (const [id, artifact] of Object.entries(objectOf(manifest.artifacts))) {
    const { type, properties } = objectOf(artifact);
    if (type === 'cdk:asset-manifest') readAssets(folder, textOf(objectOf(properties).file), assets, named);
    if (type !== 'aws:cloudformation:stack') continue;
    const { stackName, templateFile } = objectOf(properties);
    stacks.push({
      name: textOf(stackName) || id,
      template: readTemplate(path.join(folder, textOf(templateFile))),
    });
  }
  const asset = (keyOrLocation: string) => {
    const key = keyOrLocation.split('/').at(-1) ?? keyOrLocation;
    const found = assets.get(key);
    if (!found) {
      throw new OfflineError(
        `The cloud assembly in ${folder} has no asset ${keyOrLocation}.`,
        'Synthesize again: `npm run offline -- --fresh`.',
      );
    }
    return found;
  };
  return {
    folder,
    stacks,
    asset,
    nested: (url) => readTemplate(asset(url)),
    assetNamed: (displayName) => named.get(displayName),
    replaceAsset(location, replacement) {
      for (const map of [assets, named]) {
        for (const [key, value] of map) if (value === location) map.set(key, replacement);
      }
    },
  };
}

function readAssets(folder: string, file: string, into: Map<string, string>, named: Map<string, string>): void {
  for (const entry of Object.values(objectOf(readJson(path.join(folder, file)).files))) {
    const { source, destinations, displayName } = objectOf(entry);
    const location = path.resolve(folder, textOf(objectOf(source).path));
    if (typeof displayName === 'string') named.set(displayName, location);
    for (const destination of Object.values(objectOf(destinations))) {
      into.set(textOf(objectOf(destination).objectKey).split('/').at(-1) ?? '', location);
    }
  }
}

function readTemplate(file: string): Template {
  return toTemplate(readJson(file));
}

/** A template's parts, with what it leaves out as empty. */
export function toTemplate(template: JsonObject): Template {
  const objects = (value: unknown) =>
    Object.fromEntries(Object.entries(objectOf(value)).map(([name, member]) => [name, objectOf(member)]));
  return {
    parameters: objects(template.Parameters),
    mappings: objectOf(template.Mappings),
    conditions: objectOf(template.Conditions),
    outputs: objects(template.Outputs),
    metadata: objectOf(template.Metadata),
    resources: Object.fromEntries(
      Object.entries(objects(template.Resources)).map(([logicalId, resource]) => [
        logicalId,
        {
          type: textOf(resource.Type),
          properties: objectOf(resource.Properties),
          condition: typeof resource.Condition === 'string' ? resource.Condition : undefined,
          metadata: objectOf(resource.Metadata),
        },
      ]),
    ),
  };
}

function readJson(file: string): JsonObject {
  if (!existsSync(file)) {
    throw new OfflineError(`The cloud assembly lacks ${file}.`, 'Synthesize again: `npm run offline -- --fresh`.');
  }
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return isObject(value) ? value : {};
}
