import { expect, it } from 'vitest';
import { createHelpers } from './helper-endpoints.ts';
import { Bus } from './kernel/bus.ts';
import { Clock } from './kernel/clock.ts';
import { OnePortServer } from './kernel/http.ts';
import { TraceRing } from './kernel/trace.ts';
import { Router } from './router.ts';
import type { Summary } from './summary.ts';

it('health is good once the start is complete, outputs written: whoever waits for it reads them next', async () => {
  let summary: Summary | undefined;
  const parts = { clock: new Clock(), bus: new Bus(), traces: new TraceRing(), region: 'us-east-1' };
  const router = new Router([], createHelpers({ ...parts, summary: () => summary, resources: () => [] }));
  const server = new OnePortServer(
    (request) => router.handle(request),
    (_, socket) => socket.destroy(),
  );
  const port = await server.listen(0, '127.0.0.1');
  const health = async () => (await fetch(`http://127.0.0.1:${port}/_offline/health`)).status;
  try {
    expect(await health()).toBe(503);
    summary = {
      ...{ endpoint: '', app: '', outputsFile: '', dataFolder: '', resources: {}, warnings: [] },
      ...{ synthesisMs: 0, synthesisCached: true, startMs: 0 },
    };
    expect(await health()).toBe(200);
  } finally {
    await server.close();
  }
});
