import { type EventSourceMapping, isQueueArn, type MappingSettings, toMapping } from '../mapping.ts';
import type { LambdaState } from '../state.ts';
import { pollQueue } from './queue.ts';
import type { SourceParts } from './source-parts.ts';
import { readStream } from './stream.ts';

const PAUSE_AFTER_ERROR_MS = 1000;

type Poller = { mapping: EventSourceMapping; abort: AbortController; ended: Promise<void> };

/** A mapping as the API shows it. */
export type MappingEntry = {
  id: string;
  settings: MappingSettings;
  /** Milliseconds since the epoch. */
  modifiedAt: number;
  /** Of the last batch: `OK`, `PROBLEM: …`, or that there was none. */
  lastResult: string;
};

/** The event source mappings of the app and of the API, and their pollers. */
export class EventSources {
  readonly #parts: SourceParts;
  readonly #pollers = new Map<string, Poller>();
  readonly #defined = new Map<string, MappingSettings>();
  readonly #results = new Map<string, string>();
  #startedAt = 0;
  #isRunning = false;

  constructor(parts: Omit<SourceParts, 'note'>) {
    this.#parts = {
      ...parts,
      note: (id, result) => {
        this.#results.set(id, result);
      },
    };
  }

  /** Takes the app's mappings: ends the pollers of changed ones and starts those of new ones. */
  async apply(mappings: readonly { id: string; settings: MappingSettings }[]): Promise<void> {
    this.#startedAt = this.#parts.functions.context.clock.now();
    this.#defined.clear();
    for (const { id, settings } of mappings) this.#defined.set(id, settings);
    await this.#refresh();
  }

  start(): void {
    this.#isRunning = true;
    for (const mapping of this.#mappings()) {
      if (!mapping.isEnabled || this.#pollers.has(mapping.id)) continue;
      const abort = new AbortController();
      const poll = isQueueArn(mapping.sourceArn) ? pollQueue : readStream;
      const ended = this.#keepUp(() => poll({ ...this.#parts, mapping, signal: abort.signal }), mapping, abort.signal);
      this.#pollers.set(mapping.id, { mapping, abort, ended });
    }
  }

  list(): MappingEntry[] {
    const ids = new Set([...this.#defined.keys(), ...this.#state.settings('mapping').map(({ key }) => key)]);
    return [...ids].sort().flatMap((id) => this.find(id) ?? []);
  }

  find(id: string): MappingEntry | undefined {
    const defined = this.#defined.get(id);
    const changed = this.#state.setting('mapping', id, defined ? JSON.stringify(defined) : '');
    if (changed?.deleted) return undefined;
    const settings = changed ? (changed.settings as MappingSettings) : defined;
    if (!settings) return undefined;
    const modifiedAt = changed ? Number(changed.modifiedAt) : this.#startedAt;
    return { id, settings, modifiedAt, lastResult: this.#results.get(id) ?? 'No records processed' };
  }

  /** Creates or changes a mapping; one of the app keeps the change until its definition changes. */
  async put(id: string, settings: MappingSettings): Promise<void> {
    this.#write(id, { settings, modifiedAt: this.#parts.functions.context.clock.now() });
    await this.#refresh();
  }

  async delete(id: string): Promise<void> {
    if (this.#defined.has(id)) this.#write(id, { deleted: true });
    else this.#state.unset('mapping', id);
    this.#state.forgetPosition(id);
    this.#state.unset('window', id);
    await this.#refresh();
  }

  async stop(): Promise<void> {
    this.#isRunning = false;
    await Promise.all([...this.#pollers.values()].map((poller) => this.#end(poller)));
  }

  get #state(): LambdaState {
    return this.#parts.state;
  }

  #write(id: string, body: object): void {
    const defined = this.#defined.get(id);
    this.#state.set('mapping', id, body, defined ? JSON.stringify(defined) : '');
  }

  #mappings(): EventSourceMapping[] {
    return this.list().map(({ id, settings }) => toMapping(id, settings));
  }

  async #refresh(): Promise<void> {
    const wanted = new Map(this.#mappings().map((mapping) => [mapping.id, JSON.stringify(mapping)]));
    const ending = [...this.#pollers.values()].filter(
      ({ mapping }) => wanted.get(mapping.id) !== JSON.stringify(mapping),
    );
    await Promise.all(ending.map((poller) => this.#end(poller)));
    if (this.#isRunning) this.start();
  }

  /** Polls until aborted; what stops a poller, as a full disk does, makes it pause and go on from where it had come. */
  async #keepUp(poll: () => Promise<void>, { sourceArn }: EventSourceMapping, signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#parts.functions.context;
    const isOver = () => signal.aborted;
    while (!isOver()) {
      try {
        await poll();
        return;
      } catch (error) {
        if (isOver()) return;
        log.error('an event source is interrupted', { source: sourceArn, error });
        await clock.sleep(PAUSE_AFTER_ERROR_MS);
      }
    }
  }

  async #end({ mapping, abort, ended }: Poller): Promise<void> {
    this.#pollers.delete(mapping.id);
    abort.abort();
    // A function that is in work may take minutes; the poller ends with it, and nobody waits for that.
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 200))]);
  }
}
