import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import { z } from 'zod';
import { eventually } from './conversation.ts';

const occupantSchema = z.object({ pid: z.number().int().positive(), port: z.number() });

/** The process that serves the data folder of this test run, as it says there itself. */
function occupant(): z.infer<typeof occupantSchema> | undefined {
  const { dataFolder } = inject('backend');
  try {
    return occupantSchema.parse(JSON.parse(readFileSync(path.join(dataFolder, 'backend.json'), 'utf8')));
  } catch {
    return undefined;
  }
}

/** The backend's process. */
export function backendPid(): number {
  const { pid = 0, port = 0 } = occupant() ?? {};
  if (port !== inject('backend').port) throw new Error('The data folder names no backend of this test run.');
  return pid;
}

/** Ends the backend as a crash would, after so many milliseconds. */
export async function killBackend(afterMs = 0): Promise<number> {
  await sleep(afterMs);
  const pid = backendPid();
  process.kill(pid, 'SIGKILL');
  return pid;
}

/** Waits until another process has taken the killed one's place, and serves. */
export async function backAfter(pid: number): Promise<void> {
  await eventually('the backend to be back', async () => {
    const next = occupant();
    if (!next || next.pid === pid) return undefined;
    const health = await fetch(`${inject('backend').endpoint}/_offline/health`).catch(() => undefined);
    return health?.ok || undefined;
  });
}
