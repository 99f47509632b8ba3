import { cpuSeconds, request, startBenchBackend } from './backend.ts';
import { GraphqlLoad } from './graphql-client.ts';
import { measureSockets } from './graphql-sockets.ts';
import type { Measurement } from './measurement.ts';
import { percentile, timed } from './statistics.ts';

const CREATE = `mutation($input: CreateProjectInput!) { createProject(input: $input) { id organization name status createdAt updatedAt } }`;
const GET = 'query($id: ID!) { getProject(id: $id) { id organization name status description createdAt updatedAt } }';
const LIST = `query { projectsByOrganization(organization: "demo", sortDirection: DESC, limit: 100) {
  items { id organization name status description createdAt updatedAt } nextToken } }`;

const WIDTH = 20;

export const graphql = {
  title: 'GraphQL on the offline backend, 20 concurrent',
  async measure(): Promise<Measurement[]> {
    const backend = await startBenchBackend();
    try {
      const names = Array.from({ length: 100 }, (_, index) => `Bench ${index}`);
      const ids: string[] = [];
      for (const name of names) {
        const { createProject } = await request(backend, CREATE, { input: { organization: 'demo', name } });
        ids.push((createProject as { id: string }).id);
      }
      const load = new GraphqlLoad(backend.url, { authorization: backend.token });
      const operations = {
        'create project': {
          count: 1000,
          goal: 'p95 ≤ 100 ms',
          work: load.work(
            names.map((name) => {
              const variables = { input: { organization: 'demo', name } };
              return { query: CREATE, variables, holds: `"name":"${name}"` };
            }),
          ),
        },
        'get project': {
          count: 2000,
          goal: 'p95 ≤ 50 ms',
          work: load.work(ids.map((id) => ({ query: GET, variables: { id }, holds: `"id":"${id}"` }))),
        },
        'list 100 projects': {
          count: 300,
          goal: 'p95 ≤ 50 ms',
          work: load.work([{ query: LIST, holds: '"items":[{"id":"' }]),
        },
      };
      const measurements: Measurement[] = [];
      for (const [name, { count, goal, work }] of Object.entries(operations)) {
        await timed(Math.min(count, 100), WIDTH, work); // compiled and cached before it is measured
        const cpu = cpuSeconds(backend.pid);
        const { samples, totalMs } = await timed(count, WIDTH, work);
        measurements.push(
          { name: `${name}: throughput`, value: count / (totalMs / 1000), unit: 'requests/s' },
          { name: `${name}: p50`, value: percentile(samples, 0.5), unit: 'ms' },
          { name: `${name}: p95`, value: percentile(samples, 0.95), unit: 'ms', goal },
          {
            name: `${name}: CPU of the backend`,
            value: ((cpuSeconds(backend.pid) - cpu) * 1000) / count,
            unit: 'ms/request',
          },
        );
      }
      load.close();
      measurements.push(...(await measureSockets(backend)));
      return measurements;
    } finally {
      await backend.stop();
    }
  },
};
