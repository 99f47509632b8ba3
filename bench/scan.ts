import path from 'node:path';
import { parseDocument } from 'yaml';
import { scanSource } from '../lib/scan/scan.ts';
import type { SystemModel } from '../lib/scan/schema.ts';
import { readFolder } from '../lib/scan/source/folder.ts';
import { type Source, sourceOf } from '../lib/scan/source/source.ts';
import type { Measurement } from './measurement.ts';
import { recallOf } from './scan/recall.ts';

/** Files of the corpus that is measured at 1×, taken evenly from what was given. */
const BASE = 200;
const ROUNDS = 3;

/** Recall against a plain parse, and speed, over folders that nobody of this project wrote. */
export const scan = {
  title: 'Scan: recall against a plain parse; speed at 1×, 10×, 100× the files',
  takes: 'DIR…',
  measure,
};

async function measure(folders: readonly string[]): Promise<Measurement[]> {
  if (folders.length === 0) throw new Error('Name folders with repositories: npm run bench -- scan DIR…');
  const results: Measurement[] = [];
  const sources: Source[] = [];
  for (const folder of folders) {
    const source = await readFolder(folder);
    sources.push(source);
    results.push(...recalled(path.basename(path.resolve(folder)), source));
  }
  const corpus = sampled(sources.flatMap(({ files }) => files));
  for (const times of [1, 10, 100]) results.push(...(await paced(corpus, times)));
  return results;
}

function recalled(name: string, source: Source): Measurement[] {
  let model: SystemModel | undefined;
  const seconds = cpuSeconds(() => {
    model = scanSource(source);
  });
  if (model === undefined) return [];
  const { templates, resources, lines, relations, calls, missing } = recallOf(source, model);
  for (const each of missing) process.stderr.write(`  not found: ${each}\n`);
  const share = (what: string, { found, of }: { found: number; of: number }): Measurement[] =>
    of === 0 ? [] : [{ name: `${name}: ${what} (${found} of ${of})`, value: (100 * found) / of, unit: '%' }];
  return [
    { name: `${name}: files, ${templates} templates among them`, value: source.files.length, unit: 'files' },
    ...share('resources', resources),
    ...share('lines of logical ids', lines),
    ...share('references as relations', relations),
    ...share('calls of services in code', calls),
    { name: `${name}: scanned in`, value: seconds, unit: 's of CPU' },
    { name: `${name}: not understood`, value: model.files.unreadable.length, unit: 'places' },
  ];
}

type Files = Source['files'];

function sampled(files: Files): Files {
  const step = Math.max(1, files.length / BASE);
  return Array.from({ length: Math.min(BASE, files.length) }, (_, index) => files[Math.floor(index * step)]).flatMap(
    (file) => file ?? [],
  );
}

async function paced(corpus: Files, times: number): Promise<Measurement[]> {
  const copies = Array.from({ length: times }, (_, copy) =>
    corpus.map(({ path: name, text }) => ({ path: `copy-${copy}/${name}`, text })),
  );
  const files = copies.flat();
  const rounds = times === 1 ? ROUNDS : 1;
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(cpuSeconds(() => scanSource(sourceOf(files))));
    bare.push(await bareSeconds(files));
  }
  const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  const [mine, theirs] = [files.length / median(ours), files.length / median(bare)];
  const memory = Math.round(process.memoryUsage.rss() / 1e6);
  return [
    {
      name: `${times}×: ${files.length} files`,
      value: mine,
      unit: 'files/s of CPU',
      goal: '100',
      peer: { name: 'the parsers alone', value: theirs },
    },
    { name: `${times}×: resident memory`, value: memory, unit: 'MB' },
  ];
}

function cpuSeconds(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** What it takes to parse the same files with the libraries alone. */
async function bareSeconds(files: Files): Promise<number> {
  const { default: ts } = await import('typescript');
  return cpuSeconds(() => {
    for (const { path: name, text } of files) {
      if (/\.(?:ya?ml|template)$/.test(name))
        parseDocument(text, { logLevel: 'silent', strict: false, uniqueKeys: false });
      else if (name.endsWith('.json')) attempt(() => JSON.parse(text) as unknown);
      else if (/\.[mc]?[jt]sx?$/.test(name)) ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
    }
  });
}

function attempt(work: () => unknown): void {
  try {
    work();
  } catch {
    // A broken file costs the library its time too.
  }
}
