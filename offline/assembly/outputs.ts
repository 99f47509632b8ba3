import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { OfflineError } from '../kernel/errors.ts';
import { writeWhole } from '../kernel/write-whole.ts';
import type { CloudAssembly } from './cloud-assembly.ts';
import type { AppGraph } from './graph.ts';
import { readOwnJson } from './json-file.ts';
import { listOf, textOf } from './values.ts';

const GENERATOR = path.join(import.meta.dirname, 'client-config.mjs');

/**
 * The content of amplify_outputs.json for the resolved app. Kept in `cacheFolder` by what it is made of, because the
 * generator takes a second to load. `data.url` gets an upper-case scheme: aws-amplify then stays on `ws:`.
 */
export async function generateOutputs(input: {
  app: string;
  graph: AppGraph;
  assembly: CloudAssembly;
  cacheFolder: string;
}): Promise<string> {
  const { app, graph, assembly, cacheFolder } = input;
  const modelSchemaFile = findModelSchema(graph, assembly);
  const outputs = Object.fromEntries(Object.entries(graph.outputs).map(([name, value]) => [name, textOf(value)]));
  const request = { app, metadata: graph.metadata, outputs, modelSchemaFile };
  const key = createHash('sha256')
    .update(JSON.stringify(request))
    .update(modelSchemaFile ? readFileSync(modelSchemaFile) : '')
    .update(readFileSync(GENERATOR))
    .digest('hex');
  const cached = path.join(cacheFolder, 'outputs.json');
  const known = readOwnJson(cached);
  if (known.key === key) return textOf(known.content);

  const content = keepSocketsPlain(await run(JSON.stringify(request), app));
  writeWhole(cached, JSON.stringify({ key, content }));
  return content;
}

const keepSocketsPlain = (content: string) => content.replace(/("url":\s*")http:\/\//, '$1HTTP://');

/** `model-schema.graphql` among the files that the app deploys to its bucket of code generation assets. */
function findModelSchema({ resources }: AppGraph, assembly: CloudAssembly): string | undefined {
  for (const { type, properties } of resources) {
    if (type !== 'Custom::CDKBucketDeployment') continue;
    for (const key of listOf(properties.SourceObjectKeys)) {
      const folder = assembly.asset(textOf(key));
      if (readdirSync(folder).includes('model-schema.graphql')) return path.join(folder, 'model-schema.graphql');
    }
  }
  return undefined;
}

async function run(request: string, app: string): Promise<string> {
  const child = spawn(process.execPath, [GENERATOR], { cwd: app, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(request);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const [content, problems, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code === 0) return content;
  throw new OfflineError(
    `amplify_outputs.json could not be generated: ${problems.trim().split('\n').slice(0, 6).join('\n')}`,
    'Check that @aws-amplify/backend is installed in the app and that addOutput is given plain values.',
  );
}
