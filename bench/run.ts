// `npm run bench [-- NAME …]`: measures, prints, and writes bench/results/<name>.json. No number here is asserted:
// machines are noisy. Compare runs on one machine, and ratios across machines.
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import type { Measurement } from './measurement.ts';

/** `takes` names what else it wants on the command line, such as `DIR…`. */
type Benchmark = { title: string; takes?: string; measure: (given: readonly string[]) => Promise<Measurement[]> };

const benchmarks: Readonly<Record<string, () => Promise<Benchmark>>> = {
  graphql: async () => (await import('./graphql.ts')).graphql,
  'graphql-peers': async () => (await import('./graphql-peers.ts')).graphqlPeers,
  services: async () => (await import('./services.ts')).services,
  conversations: async () => (await import('./conversations.ts')).conversations,
  startup: async () => (await import('./startup.ts')).startup,
  functions: async () => (await import('./functions.ts')).functions,
  web: async () => (await import('./web.ts')).web,
  load: async () => (await import('./load.ts')).load,
  workflow: async () => (await import('./workflow.ts')).workflow,
  documents: async () => (await import('./documents.ts')).documents,
  retrieval: async () => (await import('./retrieval.ts')).retrieval,
  faults: async () => (await import('./faults.ts')).faults,
  scan: async () => (await import('./scan.ts')).scan,
  guardrails: async () => (await import('./guardrails.ts')).guardrails,
};

/** They take many minutes: only when asked for by name. */
const BY_NAME_ONLY = new Set(['faults', 'guardrails', 'load', 'scan', 'workflow']);

const shown = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(2));

function describe({ name, value, unit, goal, peer, ratio }: Measurement): string {
  const beside = peer ? `   ${peer.name} ${shown(peer.value)}` : '';
  const times = ratio ? `   × ${shown(ratio.median)} (${shown(ratio.low)} to ${shown(ratio.high)})` : '';
  return `  ${name.padEnd(52)} ${shown(value).padStart(10)} ${unit}${beside}${times}${goal ? `   goal ${goal}` : ''}`;
}

// Names first; what follows is for the last of them.
const words = process.argv.slice(2);
const firstGiven = words.findIndex((word) => !Object.hasOwn(benchmarks, word));
const asked = firstGiven < 0 ? words : words.slice(0, firstGiven);
const given = firstGiven < 0 ? [] : words.slice(firstGiven);
const last = asked.at(-1);
const takes = last === undefined ? undefined : (await benchmarks[last]?.())?.takes;
if (given.length > 0 && takes === undefined) {
  process.stderr.write(`No benchmark ${given.join(', ')}; there are ${Object.keys(benchmarks).join(', ')}.\n`);
  process.exit(2);
}
if (given.length === 0 && takes !== undefined) {
  process.stderr.write(`Say what to measure on: npm run bench -- ${String(last)} ${takes}\n`);
  process.exit(2);
}

const folder = path.join(import.meta.dirname, 'results');
mkdirSync(folder, { recursive: true });
const machine = { node: process.version, cores: availableParallelism(), cpu: cpus()[0]?.model ?? 'unknown' };
process.stdout.write(`${machine.cpu}, ${machine.cores} cores, Node ${machine.node}\n`);

for (const [name, load] of Object.entries(benchmarks)) {
  if (asked.length > 0 ? !asked.includes(name) : BY_NAME_ONLY.has(name)) continue;
  const { title, measure } = await load();
  process.stdout.write(`\n${title}\n`);
  const measurements = await measure(name === last ? given : []);
  for (const measurement of measurements) process.stdout.write(`${describe(measurement)}\n`);
  const result = { name, measuredAt: new Date().toISOString(), machine, measurements };
  writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
}
