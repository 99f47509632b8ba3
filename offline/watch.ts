import path from 'node:path';
import type { Backend } from './backend.ts';
import { OfflineError } from './kernel/errors.ts';
import { watchFolders } from './watch-folders.ts';

const QUIET_MS = 150;

/**
 * Applies changes of amplify/, and of all that its definitions and functions import or read, as they are saved. Errors are
 * told, and the app before goes on running.
 */
export function watchApp(app: string, backend: Backend, say: (text: string) => void): () => void {
  let folders = backend.watch();
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
    // Code that came to import more is to be watched there too.
    folders = backend.watch();
    watched.scan();
  };
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      last = last.then(reload);
    }, QUIET_MS);
  };

  const watched = watchFolders([path.join(app, 'amplify')], changed, () => folders);
  return () => {
    clearTimeout(timer);
    watched.stop();
  };
}
