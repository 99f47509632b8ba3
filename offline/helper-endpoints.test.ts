import { expect, it } from 'vitest';
import { createHelpers } from './helper-endpoints.ts';
import { Bus } from './kernel/bus.ts';
import { Clock } from './kernel/clock.ts';
import { OnePortServer } from './kernel/http.ts';
import { json } from './router.ts';
import type { Summary } from './summary.ts';

it('health is good once the start is complete, outputs written: whoever waits for it reads them next', async () => {
  let summary: Summary | undefined;
  const helpers = createHelpers({ clock: new Clock(), bus: new Bus(), summary: () => summary, resources: () => [] });
  const server = new OnePortServer(
    async (request) => (await helpers.health?.(request)) ?? json(404, {}),
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
