import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Children } from '../scripts/child-processes.ts';
import { ownStack } from '../scripts/own-stack.ts';
import { startOffline } from '../scripts/stack.ts';
import { residentMebibytes } from './backend.ts';
import type { Measurement } from './measurement.ts';
import { measureReloads } from './reload.ts';

const NAME = 'bench-startup';

type Status = { synthesisMs: number; synthesisCached: boolean; startMs: number };

export const startup = {
  title: 'Start and reload of the offline backend with this app',
  async measure(): Promise<Measurement[]> {
    rmSync((await ownStack(NAME)).dataFolder, { recursive: true, force: true });
    const measurements: Measurement[] = [];
    for (const kind of ['first', 'second'] as const) {
      const children = new Children();
      const options = await ownStack(NAME);
      const began = performance.now();
      const pid = await startOffline(children, options);
      const ready = performance.now() - began;
      const response = await fetch(`http://127.0.0.1:${options.offlinePort}/_offline/status`);
      const { synthesisMs, startMs } = (await response.json()) as Status;
      await sleep(3000);
      measurements.push(
        { name: `${kind} start: command to ready`, value: ready, unit: 'ms' },
        { name: `${kind} start: synthesis (or telling that nothing changed)`, value: synthesisMs, unit: 'ms' },
        { name: `${kind} start: synthesized to ready`, value: startMs, unit: 'ms', goal: '≤ 2000 ms' },
        { name: `${kind} start: resident memory, idle`, value: residentMebibytes(pid), unit: 'MiB', goal: '≤ 120 MiB' },
      );
      await children.stop();
    }
    return [...measurements, ...(await measureReloads())];
  },
};
