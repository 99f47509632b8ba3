import { type FSWatcher, watch } from 'node:fs';
import path from 'node:path';
import type { Backend } from './backend.ts';
import { OfflineError } from './kernel/errors.ts';

const QUIET_MS = 150;

/** Applies changes of the app's amplify/ and lib/ as they are saved; errors are told and the app before goes on running. */
export function watchApp(app: string, backend: Backend, say: (text: string) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isRunning = false;
  let isPending = false;

  const run = async () => {
    if (isRunning) {
      isPending = true;
      return;
    }
    isRunning = true;
    do {
      isPending = false;
      try {
        const { synthesisCached, synthesisMs, startMs } = await backend.reload();
        if (!synthesisCached) say(`  amplify/ changed: applied in ${((synthesisMs + startMs) / 1000).toFixed(1)} s`);
      } catch (error) {
        say(error instanceof OfflineError ? `${error.message}\n${error.remedy}` : String(error));
      }
    } while (isPending);
    isRunning = false;
  };
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void run(), QUIET_MS);
  };

  const watchers: FSWatcher[] = [];
  for (const folder of ['amplify', 'lib']) {
    try {
      watchers.push(watch(path.join(app, folder), { recursive: true }, changed));
    } catch {
      // An app without that folder.
    }
  }
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
