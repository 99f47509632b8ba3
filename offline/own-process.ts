import { enableCompileCache, flushCompileCache } from 'node:module';

/** How often this process has become another already: never more than twice. */
const STAGE = 'OFFLINE_PROCESS_STAGE';
const OWN_VARIABLES = {
  // Every thread of the allocator's own arenas keeps what it once took; two are enough here.
  MALLOC_ARENA_MAX: '2',
};

/** V8 lets its young generation grow to 128 MB under load and is slow to give it back. */
const YOUNG_GENERATION = '--max-semi-space-size=8';

/**
 * Makes the backend's process a small one: what reads TypeScript weighs 18 MB and is not needed where every module is
 * kept compiled in `folder`, which only a process that knows the folder from its first moment can use. So the process
 * becomes one that does (same id, same streams), and once more where it finds modules that are not kept yet. Where that is
 * impossible (Windows, a channel to the parent, Node before 22.15) it goes on as it is, bigger.
 */
export async function becomeSmall(
  folder: string,
  modules: {
    /** Loads what is needed in any case. */
    now(): Promise<unknown>;
    /** Loads what may be needed later, so that it is kept too. */
    later(): Promise<unknown>;
  },
): Promise<void> {
  const stage = Number(process.env[STAGE] ?? '0');
  if (stage > 0) {
    // Functions and other children are started as if nothing had been said.
    for (const name of [STAGE, 'NODE_COMPILE_CACHE', ...Object.keys(OWN_VARIABLES)]) {
      Reflect.deleteProperty(process.env, name);
    }
  }
  enableCompileCache(folder);
  if (stage > 0) await modules.now();
  if (!readsTypeScript() || stage > 1 || process.channel || process.platform === 'win32' || !process.execve) return;
  if (stage > 0) await modules.later();
  flushCompileCache();
  const options = [...process.execArgv.filter((option) => option !== YOUNG_GENERATION), YOUNG_GENERATION];
  process.execve(process.execPath, [process.execPath, ...options, ...process.argv.slice(1)], {
    ...process.env,
    ...OWN_VARIABLES,
    NODE_COMPILE_CACHE: folder,
    [STAGE]: String(stage + 1),
  });
}

/** Whether this process has loaded what strips types. */
function readsTypeScript(): boolean {
  const loaded: unknown = Reflect.get(process, 'moduleLoadList');
  return Array.isArray(loaded) && loaded.some((name) => String(name).includes('amaro'));
}
