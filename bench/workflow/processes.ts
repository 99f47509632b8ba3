import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const TICKS_PER_SECOND = 100;

/** The processes and all that they started, themselves included (Linux). */
function withDescendants(roots: readonly number[]): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    const fields = /^\d+$/.test(entry) ? statOf(Number(entry)) : undefined;
    if (fields) parents.set(Number(entry), Number(fields[1]));
  }
  const found = new Set(roots);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  return [...found];
}

/** CPU that the processes and all that they started have used, in milliseconds; of those that ended too. */
export function cpuMs(roots: readonly number[]): number {
  return withDescendants(roots)
    .flatMap((pid) => statOf(pid)?.slice(11, 15) ?? [])
    .reduce((total, ticks) => total + (Number(ticks) * 1000) / TICKS_PER_SECOND, 0);
}

/** Fields of /proc/PID/stat behind the name; the first is the state. */
function statOf(pid: number): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
  } catch {
    return undefined; // It has ended meanwhile.
  }
}

export const hasStrace = (): boolean => spawnSync('strace', ['--version'], { stdio: 'ignore' }).status === 0;

/** Counts the calls of fsync and fdatasync that the processes make while `work` runs. It slows them down. */
export async function countSyncs(roots: readonly number[], work: () => Promise<unknown>): Promise<number> {
  const attach = withDescendants(roots).flatMap((pid) => ['-p', String(pid)]);
  const strace = spawn(
    'strace',
    ['-f', '-e', 'trace=fsync,fdatasync,sync_file_range', '-e', 'signal=none', ...attach],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let calls = 0;
  let attached = 0;
  strace.stderr.setEncoding('utf8');
  let rest = '';
  strace.stderr.on('data', (text: string) => {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (/(?:^|\] )(?:fsync|fdatasync)\(/.test(line)) calls += 1;
      if (/: Process \d+ attached/.test(line)) attached += 1;
    }
  });
  const ended = new Promise((resolve) => strace.once('close', resolve));
  while (attached === 0 && strace.exitCode === null) await sleep(20);
  await sleep(500);
  try {
    await work();
  } finally {
    strace.kill('SIGINT');
    await ended;
  }
  return calls;
}
