import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});

const reportSchema = z.object({
  pluginReports: z.array(
    z.object({
      violations: z.array(
        z.object({
          ruleName: z.string(),
          violatingConstructs: z.array(z.object({ constructPath: z.string().optional() })),
        }),
      ),
    }),
  ),
});

export interface SynthesizedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface Finding {
  readonly rule: string;
  readonly path: string;
}

export interface Synthesis {
  readonly directory: string;
  readonly templates: readonly { readonly name: string; readonly bytes: number; readonly resources: number }[];
  readonly resources: readonly SynthesizedResource[];
  /** What the CDK’s own rules and cdk-nag find. */
  readonly findings: readonly Finding[];
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
  // Findings make it fail, but only after everything is written; whether they are accepted is for the caller to say.
  const run = spawnSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'checked-backend.ts')], {
    cwd: join(import.meta.dirname, '..'),
    // With what is off by default: its grants are to be judged too.
    env: {
      DATA_AUTOMATION_PROFILE: 'us.data-automation-v1',
      ...process.env,
      CDK_CONTEXT_JSON: JSON.stringify(context),
      CDK_OUTDIR: directory,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const report = join(directory, 'validation-report.json');
  if (!existsSync(report)) throw new Error(`The backend does not synthesize:\n${String(run.stderr)}`);
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
    findings: findingsOf(readFileSync(report, 'utf8')),
    graphql: schema ? readFileSync(join(directory, schema), 'utf8') : '',
  };
}

function findingsOf(report: string): Finding[] {
  const { pluginReports } = reportSchema.parse(JSON.parse(report));
  return pluginReports.flatMap(({ violations }) =>
    violations.flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => ({ rule: ruleName, path: constructPath ?? '' })),
    ),
  );
}
