import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { root } from '../scripts/stack.ts';
import type { Measurement } from './measurement.ts';

const RUNS = 9;
const folder = path.join(root, 'amplify/functions');

/** The functions of this app beside an empty handler and the bare DocumentClient: size on the wire, CPU of importing. */
export const functions = {
  title: 'Functions: bundle size and CPU of a cold import',
  async measure(): Promise<Measurement[]> {
    const work = mkdtempSync(path.join(root, 'node_modules/.cache/bench-functions-'));
    // The report renderer reads its fonts when it is imported.
    cpSync(path.join(root, 'node_modules/geist/dist/fonts/geist-sans'), path.join(work, 'fonts'), {
      recursive: true,
      filter: (file) => !/\.\w+$/.test(file) || /Geist-(Regular|Italic|Bold|BoldItalic)\.ttf$/.test(file),
    });
    try {
      writeFileSync(path.join(work, 'empty.ts'), 'export const handler = async () => undefined;\n');
      writeFileSync(
        path.join(work, 'document-client.ts'),
        `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
export const handler = (Key) => client.send(new GetCommand({ TableName: 't', Key }));\n`,
      );
      const entries = [
        ['an empty handler', path.join(work, 'empty.ts')],
        ['the bare DocumentClient', path.join(work, 'document-client.ts')],
        ...readdirSync(folder)
          .map((name) => [name, path.join(folder, name, 'handler.ts')] as const)
          .filter(([, file]) => existsSync(file)),
      ] as const;
      const bundles = [];
      for (const [name, entry] of entries) {
        const outfile = path.join(work, `${name.replaceAll(' ', '-')}.mjs`);
        await bundle(entry, outfile);
        bundles.push({ name, outfile, gzip: gzipSync(readFileSync(outfile)).length / 1024, cpu: [] as number[] });
      }
      // Interleaved, so that a slow moment of the machine touches all alike.
      for (let run = 0; run < RUNS; run += 1) for (const one of bundles) one.cpu.push(importCpu(one.outfile));
      const median = (values: number[]) =>
        values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
      const base = bundles.find(({ name }) => name === 'the bare DocumentClient');
      const baseCpu = median(base?.cpu ?? []);
      return bundles.flatMap(({ name, gzip, cpu }) => [
        {
          name: `${name}: bundle`,
          value: gzip,
          unit: 'KiB gzip',
          goal: `≤ ${((base?.gzip ?? 0) + 40).toFixed(0)} on the request path`,
        },
        { name: `${name}: import CPU`, value: median(cpu), unit: 'ms' },
        { name: `${name}: import CPU beside the bare client`, value: median(cpu) / baseCpu, unit: '×' },
      ]);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  },
};

/** As Amplify bundles a function: minified ESM for the functions' Node. */
async function bundle(entry: string, outfile: string): Promise<void> {
  await build({
    ...{ entryPoints: [entry], outfile, bundle: true, minify: true, platform: 'node', format: 'esm', target: 'node22' },
    absWorkingDir: root,
    alias: { '$amplify/env': path.join(root, '.amplify/generated/env') },
    external: ['@myriaddreamin/typst-ts-node-compiler'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'silent',
  });
}

/** CPU of importing a bundle in a process of its own, in ms. @throws Error when it cannot be imported: half of it is no figure. */
function importCpu(file: string, environment: Readonly<Record<string, string>> = {}): number {
  const script = `const before = process.cpuUsage(); await import(${JSON.stringify(file)}).catch(({ message }) => {
      process.stderr.write(message); // the message alone: Node would print the minified line with it
      process.exit(1);
    });
    const { user, system } = process.cpuUsage(before); process.stdout.write(String((user + system) / 1000));`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, AWS_REGION: 'us-east-1', ...environment },
    encoding: 'utf8',
  });
  if (status === 0) return Number(stdout);
  // A function names the variables that it is deployed with; any value does for importing it.
  const names = /variables are missing: ([\w, ]+)\./.exec(stderr)?.[1]?.split(', ') ?? [];
  if (names.length === 0) throw new Error(`${file} cannot be imported:\n${stderr}`);
  return importCpu(file, { ...environment, ...Object.fromEntries(names.map((name) => [name, 'https://localhost/x'])) });
}
