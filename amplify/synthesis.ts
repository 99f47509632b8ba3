import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});

export interface SynthesizedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface Synthesis {
  readonly directory: string;
  readonly templates: readonly { readonly name: string; readonly bytes: number; readonly resources: number }[];
  readonly resources: readonly SynthesizedResource[];
  /** The schema that AppSync gets. */
  readonly graphql: string;
}

/** Synthesizes the backend as a deployment does, into a temporary folder. It takes some ten seconds. */
export function synthesizeBackend(): Synthesis {
  const directory = mkdtempSync(join(tmpdir(), 'factory-synthesis-'));
  const context = {
    'amplify-backend-namespace': 'factory',
    'amplify-backend-name': 'test',
    'amplify-backend-type': 'branch',
    // A cycle between stacks is only a warning otherwise.
    '@aws-cdk/core:validateAgainstDefaultRules': true,
  };
  execFileSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'backend.ts')], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify(context), CDK_OUTDIR: directory },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const files = readdirSync(directory).filter((name) => name.endsWith('.template.json'));
  const parsed = files.map((name) => {
    const text = readFileSync(join(directory, name), 'utf8');
    return { name, bytes: Buffer.byteLength(text), template: templateSchema.parse(JSON.parse(text)) };
  });
  const schema = readdirSync(directory).find((name) => name.endsWith('.graphql'));
  return {
    directory,
    templates: parsed.map(({ name, bytes, template }) => ({
      name,
      bytes,
      resources: Object.keys(template.Resources).length,
    })),
    resources: parsed.flatMap(({ template }) =>
      Object.entries(template.Resources).map(([logicalId, { Type, Properties }]) => ({
        logicalId,
        type: Type,
        properties: Properties,
      })),
    ),
    graphql: schema ? readFileSync(join(directory, schema), 'utf8') : '',
  };
}
