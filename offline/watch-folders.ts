import { existsSync, type FSWatcher, readdirSync, watch } from 'node:fs';
import path from 'node:path';

/**
 * Calls `changed` when anything in the folders does, or below those of `trees`; folders that come later are watched too.
 * One watcher a folder: Node's recursive ones watch files on Linux, and miss those that editors replace.
 * `also` are single folders, asked for anew after each change.
 */
export function watchFolders(trees: readonly string[], changed: () => void, also: () => readonly string[] = () => []) {
  const watchers = new Map<string, FSWatcher>();
  const scan = () => {
    const present = new Set([...trees.flatMap(foldersUnder), ...also().filter((folder) => existsSync(folder))]);
    for (const [folder, watcher] of watchers) {
      if (present.has(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
    for (const folder of present) {
      if (watchers.has(folder)) continue;
      const watcher = watch(folder, () => {
        scan();
        changed();
      });
      watcher.on('error', () => watcher.close());
      watchers.set(folder, watcher);
    }
  };
  scan();
  return {
    /** Looks which folders are to be watched now. */
    scan,
    stop() {
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

function foldersUnder(folder: string): string[] {
  try {
    const inner = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
      .flatMap(({ name }) => foldersUnder(path.join(folder, name)));
    return [folder, ...inner];
  } catch {
    // It is not there, or went away meanwhile.
    return [];
  }
}
