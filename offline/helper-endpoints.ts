import { callAsAdministrator } from './inspector/call.ts';
import { inspectorFile, inspectorPage } from './inspector/inspector.ts';
import { resourceDetail, resourceGraph } from './inspector/resource-graph.ts';
import type { Bus } from './kernel/bus.ts';
import type { Clock } from './kernel/clock.ts';
import { ServiceError } from './kernel/errors.ts';
import type { Resource } from './kernel/resource.ts';
import type { TraceRing } from './kernel/trace.ts';
import { type Helper, json, readJsonObject } from './router.ts';
import type { Summary } from './summary.ts';

const MOST_TRACES = 500;

/**
 * The helper endpoints that belong to no service: the inspector and what it asks (call, graph, resource, traces),
 * health, status, resources, clock, secrets.
 */
export function createHelpers(parts: {
  clock: Clock;
  bus: Bus;
  traces: TraceRing;
  region: string;
  /** Undefined until everything is started and the outputs are written. */
  summary(): Summary | undefined;
  resources(): readonly Resource[];
}): Record<string, Helper> {
  const { clock, bus, traces, region } = parts;
  const starting = json(503, { message: 'The offline backend is starting; try again in a moment.' });
  return {
    '': () => Promise.resolve(inspectorPage()),
    app: (request) => Promise.resolve(inspectorFile(request)),
    call: (request, ask) => {
      if (request.method !== 'POST') throw onlyBy('POST', 'A call');
      return callAsAdministrator({ request, clock, region }, ask);
    },
    graph: () => Promise.resolve(json(200, resourceGraph(parts.resources()))),
    resource: ({ query }) => {
      const id = query.get('id') ?? '';
      const detail = resourceDetail(parts.resources(), id);
      return Promise.resolve(detail ? json(200, detail) : json(404, { message: `The app has no resource ${id}.` }));
    },
    traces: ({ query }) => {
      const id = query.get('id');
      const limit = Math.min(MOST_TRACES, Number(query.get('limit') ?? 100) || 100);
      return Promise.resolve(json(200, id === null ? traces.list(limit) : traces.spans(id)));
    },
    resources: () => {
      const shown = parts
        .resources()
        .map(({ logicalId, type, ref, stackPath }) => ({ logicalId, type, name: ref, stack: stackPath }));
      return Promise.resolve(json(200, shown));
    },
    // Functions are served a moment earlier; whoever waits for health goes on to read the outputs.
    health: () => Promise.resolve(parts.summary() ? json(200, { status: 'ok' }) : starting),
    status: () => {
      const summary = parts.summary();
      return Promise.resolve(summary ? json(200, summary) : starting);
    },
    clock: async (request) => {
      if (request.method === 'GET')
        return json(200, { offsetMs: clock.offsetMs, now: new Date(clock.now()).toISOString() });
      const { offsetMs } = await readJsonObject(request);
      if (typeof offsetMs !== 'number' || !Number.isFinite(offsetMs)) {
        throw new ServiceError('ValidationException', 'offsetMs must be a number of milliseconds.');
      }
      clock.setOffset(offsetMs);
      return { status: 204 };
    },
    secrets: async (request) => {
      if (request.method !== 'PUT') throw onlyBy('PUT', 'A secret');
      const values = Object.entries(await readJsonObject(request));
      for (const [name, value] of values) {
        if (typeof value !== 'string')
          throw new ServiceError('ValidationException', `The secret ${name} must be a text.`);
      }
      for (const [name, value] of values) bus.port('ssm').setSecret(name, String(value));
      return { status: 204 };
    },
  };
}

const onlyBy = (method: string, what: string) =>
  new ServiceError('ValidationException', `${what} is sent with ${method}.`, { status: 405 });
