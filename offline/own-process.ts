import { enableCompileCache } from 'node:module';
import { ownBundle } from './launch/own-bundle.ts';

/** Set in the process that this one becomes. */
const BECOME = 'OFFLINE_PROCESS_BECOME';
const OWN_VARIABLES = {
  // Every thread of the allocator's own arenas keeps what it once took; two are enough here.
  MALLOC_ARENA_MAX: '2',
  // Fixed, or the allocator raises them with each large block: what a start read would then stay for good.
  MALLOC_MMAP_THRESHOLD_: '65536',
  MALLOC_TRIM_THRESHOLD_: '65536',
};

/** V8 lets its young generation grow to 128 MB under load and is slow to give it back. */
const YOUNG_GENERATION = '--max-semi-space-size=8';

/**
 * Makes the backend's process a small one: what strips types weighs 18 MB, and seven hundred modules 15 MB more than the
 * same code in one file. So the program that begins with `entry` is bundled into `folder`, where it is kept compiled, and
 * the process becomes the one that runs it (same id, same streams, same arguments). Resolves in that process at once.
 * Where it is impossible (Windows, a channel to the parent, Node before 22.15, no esbuild) it goes on as it is, bigger.
 */
export async function becomeSmall(entry: string, folder: string): Promise<void> {
  const isSmall = process.env[BECOME] !== undefined;
  if (isSmall) {
    // Functions and other children are started as if nothing had been said.
    for (const name of [BECOME, 'NODE_COMPILE_CACHE', ...Object.keys(OWN_VARIABLES)]) {
      Reflect.deleteProperty(process.env, name);
    }
    return;
  }
  const isPossible = !process.channel && process.platform !== 'win32' && 'execve' in process;
  const bundle = isPossible ? await ownBundle(entry, folder).catch(goOn) : undefined;
  if (bundle === undefined) {
    enableCompileCache(folder);
    return;
  }
  const options = [...process.execArgv.filter((option) => option !== YOUNG_GENERATION), YOUNG_GENERATION];
  process.execve?.(process.execPath, [process.execPath, ...options, bundle, ...process.argv.slice(2)], {
    ...process.env,
    ...OWN_VARIABLES,
    NODE_COMPILE_CACHE: folder,
    [BECOME]: '1',
  });
}

function goOn(reason: unknown): undefined {
  const why = reason instanceof Error ? reason.message : String(reason);
  process.stderr.write(`The backend could not be bundled and takes more memory: ${why}\n`);
}
