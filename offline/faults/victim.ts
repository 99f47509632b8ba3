import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

/** The process that is killed. */
export class Victim {
  readonly #child: ChildProcess;
  readonly #ended: Promise<NodeJS.Signals | number | null>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        resolve(signal ?? code);
      });
    });
  }

  /** Resolves when it serves. @throws Error with what it printed when it ends before. */
  static async start(folder: string, port: number): Promise<Victim> {
    const child = spawn(
      process.execPath,
      [path.join(import.meta.dirname, 'backend-process.ts'), folder, String(port)],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let printed = '';
    const victim = new Victim(child);
    await new Promise<void>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk: Buffer) => {
          printed = `${printed}${chunk.toString()}`.slice(-4000);
          if (printed.includes('ready http')) resolve();
        });
      }
      void victim.#ended.then((how) => {
        reject(new Error(`the backend ended (${how}) before it served:\n${printed}`));
      });
    });
    return victim;
  }

  /** `kill -9`. @throws Error when it had ended by itself before. */
  async kill(): Promise<void> {
    if (!this.#child.kill('SIGKILL')) throw new Error('the backend ended by itself');
    const how = await this.#ended;
    if (how !== 'SIGKILL') throw new Error(`the backend ended by itself (${how})`);
  }
}
