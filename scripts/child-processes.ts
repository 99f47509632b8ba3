import { type ChildProcess, spawn } from 'node:child_process';

const PATIENCE_MS = 8000;

export type Child = {
  readonly process: ChildProcess;
  /** Resolves with the exit code (1 when a signal ended it). */
  readonly ended: Promise<number>;
};

/** The children of this command. They stay in its process group, and end with it. */
export class Children {
  readonly #running = new Set<Child>();
  #isStopping = false;

  get isStopping(): boolean {
    return this.#isStopping;
  }

  start(
    command: string,
    args: readonly string[],
    options: { env?: Record<string, string | undefined>; cwd?: string; output?: 'inherit' | 'ignore' | 'pipe' } = {},
  ): Child {
    const { output = 'inherit' } = options;
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', output, output === 'ignore' ? 'ignore' : output],
    });
    const ended = new Promise<number>((resolve) => {
      child.on('error', () => {
        resolve(1);
      });
      child.on('close', (code) => {
        resolve(code ?? 1);
      });
    });
    const entry = { process: child, ended };
    this.#running.add(entry);
    void ended.then(() => this.#running.delete(entry));
    return entry;
  }

  /** Asks all to end, waits, and ends those that do not. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const running = [...this.#running];
    for (const { process: child } of running) child.kill('SIGTERM');
    const patience = setTimeout(() => {
      for (const { process: child } of running) child.kill('SIGKILL');
    }, PATIENCE_MS);
    await Promise.all(running.map(({ ended }) => ended));
    clearTimeout(patience);
  }
}
