import { expect, it } from 'vitest';
import * as z from 'zod';
import { createMemoryWorker } from './memory-ports.ts';

it('an attempt after a request for changes leaves the files of the one before, and names them', async () => {
  const step = { id: 'work', title: 'work', agent: 'probe', inputs: { file: { value: 'text' } } };
  const worker = createMemoryWorker({ steps: [step] });
  await worker.deliver([worker.message('work')]);
  await worker.deliver([worker.message('work', { attempt: 2, since: 2, feedback: 'Longer.' })]);

  const first = 'artifacts/demo/p1/runs/r1/work/probe.txt';
  const second = 'artifacts/demo/p1/runs/r1/work/2/probe.txt';
  expect([...worker.files.keys()]).toEqual([first, second]);
  expect([...worker.artifacts.values()]).toMatchObject([{ name: 'probe.txt', key: second, version: 2 }]);
  const attempts = z.array(z.unknown()).parse(JSON.parse(String(worker.record('work')?.attempts)));
  expect(attempts).toMatchObject([
    { attempt: 1, status: 'SUCCEEDED', artifacts: [{ name: 'probe.txt', key: first, size: 4 }] },
  ]);
});
