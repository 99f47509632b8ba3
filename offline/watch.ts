import path from 'node:path';
import type { Backend } from './backend.ts';
import { OfflineError } from './kernel/errors.ts';
import { watchFolders } from './watch-folders.ts';

const QUIET_MS = 150;

/** Applies changes of the app's amplify/ and lib/ as they are saved; errors are told and the app before goes on running. */
export function watchApp(app: string, backend: Backend, say: (text: string) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  // One reload after the other: what is saved during one is taken by the next.
  let last: Promise<void> = Promise.resolve();

  const reload = async () => {
    try {
      const done = await backend.reload();
      if (done) say(`  ${done}`);
    } catch (error) {
      say(error instanceof OfflineError ? `${error.message}\n${error.remedy}` : String(error));
    }
  };
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      last = last.then(reload);
    }, QUIET_MS);
  };

  const stop = watchFolders(
    ['amplify', 'lib'].map((folder) => path.join(app, folder)),
    changed,
  );
  return () => {
    clearTimeout(timer);
    stop();
  };
}
