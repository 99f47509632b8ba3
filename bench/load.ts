import { setTimeout as sleep } from 'node:timers/promises';
import { type BenchBackend, cpuSeconds, request, residentMebibytes, startBenchBackend } from './backend.ts';
import type { Measurement } from './measurement.ts';
import { openSockets } from './sockets.ts';
import { percentile, timed } from './statistics.ts';

const MINUTES = Number(process.env.MINUTES ?? 10);
const PER_SECOND = 100;
const SOCKETS = 1000;
const BURST = 1000;

const CREATE = `mutation($input: CreateProjectInput!) { createProject(input: $input) {
  id organization name status description createdAt updatedAt } }`;
const UPDATE = `mutation($input: UpdateProjectInput!) { updateProject(input: $input) {
  id organization name status description createdAt updatedAt } }`;
const GET = 'query($id: ID!) { getProject(id: $id) { id organization name status updatedAt } }';
const LIST = `query { projectsByOrganization(organization: "demo", sortDirection: DESC, limit: 25) {
  items { id organization name status updatedAt } nextToken } }`;
const ON_UPDATE = `subscription($filter: ModelSubscriptionProjectFilterInput) {
  onUpdateProject(filter: $filter) { id organization name status description } }`;

type Sample = { kind: 'query' | 'mutation'; ms: number };

/** A hundred requests a second, begun on time whether the earlier ones were answered or not. */
async function steadyLoad(backend: BenchBackend, ids: readonly string[], seconds: number) {
  const samples: Sample[] = [];
  const errors: string[] = [];
  const running = new Set<Promise<void>>();
  const began = performance.now();
  for (let index = 0; index < seconds * PER_SECOND; index += 1) {
    const wait = began + (index * 1000) / PER_SECOND - performance.now();
    if (wait > 0) await sleep(wait);
    const one = once(backend, ids, index).then(
      (sample) => {
        samples.push(sample);
      },
      (error: unknown) => {
        errors.push(String(error));
      },
    );
    running.add(one);
    void one.finally(() => running.delete(one));
  }
  await Promise.all(running);
  return { samples, errors };
}

async function once(backend: BenchBackend, ids: readonly string[], index: number): Promise<Sample> {
  const start = performance.now();
  const id = ids[index % ids.length];
  const isMutation = index % 5 === 0;
  if (isMutation) await request(backend, UPDATE, { input: { id, description: `at ${start}` } });
  else if (index % 10 === 1) await request(backend, LIST, {});
  else await request(backend, GET, { id });
  return { kind: isMutation ? 'mutation' : 'query', ms: performance.now() - start };
}

/** What quality.md bounds under load: no error, latencies, memory that stays flat, a thousand sockets. */
export const load = {
  title: `Load: ${PER_SECOND} requests/s for ${MINUTES} min, ${SOCKETS} sockets, a burst of ${BURST}`,
  async measure(): Promise<Measurement[]> {
    const backend = await startBenchBackend();
    try {
      const ids: string[] = [];
      for (let index = 0; index < 50; index += 1) {
        const { createProject } = await request(backend, CREATE, {
          input: { organization: 'demo', name: `Load ${index}` },
        });
        ids.push((createProject as { id: string }).id);
      }
      await sleep(5000);
      const idle = residentMebibytes(backend.pid);
      // Each socket hears of one project alone, so a mutation goes out to SOCKETS / 50 of them.
      const sockets = await openSockets(backend, SOCKETS, (index) => ({
        query: ON_UPDATE,
        variables: { filter: { id: { eq: ids[index % ids.length] } } },
      }));
      const withSockets = residentMebibytes(backend.pid);
      const cpu = cpuSeconds(backend.pid);
      const memory: number[] = [];
      const samples: Sample[] = [];
      const errors: string[] = [];
      for (let minute = 0; minute < MINUTES; minute += 1) {
        const part = await steadyLoad(backend, ids, 60);
        samples.push(...part.samples);
        errors.push(...part.errors);
        memory.push(residentMebibytes(backend.pid));
        process.stdout.write(`  minute ${minute + 1}: ${memory.at(-1)?.toFixed(0)} MiB, ${errors.length} errors\n`);
      }
      const cpuMs = ((cpuSeconds(backend.pid) - cpu) * 1000) / samples.length;
      const burst = await timed(BURST, BURST, (index) => once(backend, ids, index));
      const of = (kind: Sample['kind']) => samples.filter((one) => one.kind === kind).map(({ ms }) => ms);
      if (errors.length > 0) throw new Error(`${errors.length} errors under load, the first: ${errors[0]}`);
      const heard = sockets.deliveries();
      sockets.close();
      return [
        { name: 'requests, all answered', value: samples.length, unit: '' },
        { name: 'query p95', value: percentile(of('query'), 0.95), unit: 'ms', goal: '≤ 50 ms' },
        { name: 'mutation p95', value: percentile(of('mutation'), 0.95), unit: 'ms', goal: '≤ 100 ms' },
        { name: 'deliveries heard', value: heard.length, unit: '' },
        {
          name: 'delivery p95, from the write to its arrival',
          value: percentile(heard, 0.95),
          unit: 'ms',
          goal: '≤ 200 ms',
        },
        { name: 'CPU of the backend, deliveries included', value: cpuMs, unit: 'ms/request' },
        { name: 'memory before', value: idle, unit: 'MiB' },
        { name: `memory with ${SOCKETS} sockets`, value: withSockets, unit: 'MiB' },
        { name: 'memory after the first minute', value: memory[0] ?? Number.NaN, unit: 'MiB' },
        { name: 'memory after the last minute', value: memory.at(-1) ?? Number.NaN, unit: 'MiB', goal: 'flat' },
        { name: `burst of ${BURST}: the slowest`, value: Math.max(...burst.samples), unit: 'ms' },
      ];
    } finally {
      await backend.stop();
    }
  },
};
