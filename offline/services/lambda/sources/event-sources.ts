import type { EventSourceMapping } from '../resources.ts';
import { pollQueue } from './queue.ts';
import type { SourceParts } from './source-parts.ts';
import { readStream } from './stream.ts';

const PAUSE_AFTER_ERROR_MS = 1000;

type Poller = { mapping: EventSourceMapping; abort: AbortController; ended: Promise<void> };

/** The pollers of the app's event source mappings. */
export class EventSources {
  readonly #parts: SourceParts;
  readonly #pollers = new Map<string, Poller>();
  #mappings: readonly EventSourceMapping[] = [];
  #isRunning = false;

  constructor(parts: SourceParts) {
    this.#parts = parts;
  }

  /** Ends the pollers of changed mappings and starts those of new ones. */
  async apply(mappings: readonly EventSourceMapping[]): Promise<void> {
    this.#mappings = mappings;
    const wanted = new Map(mappings.map((mapping) => [mapping.id, JSON.stringify(mapping)]));
    const ending = [...this.#pollers.values()].filter(
      ({ mapping }) => wanted.get(mapping.id) !== JSON.stringify(mapping),
    );
    await Promise.all(ending.map((poller) => this.#end(poller)));
    if (this.#isRunning) this.start();
  }

  start(): void {
    this.#isRunning = true;
    for (const mapping of this.#mappings) {
      if (!mapping.isEnabled || this.#pollers.has(mapping.id)) continue;
      const abort = new AbortController();
      const poll = mapping.sourceArn.startsWith('arn:aws:sqs:') ? pollQueue : readStream;
      const ended = this.#keepUp(() => poll({ ...this.#parts, mapping, signal: abort.signal }), mapping, abort.signal);
      this.#pollers.set(mapping.id, { mapping, abort, ended });
    }
  }

  /** Polls until aborted; what stops a poller, as a full disk does, makes it pause and go on from where it had come. */
  async #keepUp(poll: () => Promise<void>, { sourceArn }: EventSourceMapping, signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#parts.functions.context;
    while (!signal.aborted) {
      try {
        await poll();
        return;
      } catch (error) {
        log.error('an event source is interrupted', { source: sourceArn, error });
        await clock.sleep(PAUSE_AFTER_ERROR_MS);
      }
    }
  }

  async stop(): Promise<void> {
    this.#isRunning = false;
    await Promise.all([...this.#pollers.values()].map((poller) => this.#end(poller)));
  }

  async #end({ mapping, abort, ended }: Poller): Promise<void> {
    this.#pollers.delete(mapping.id);
    abort.abort();
    // A function that is in work may take minutes; the poller ends with it, and nobody waits for that.
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 200))]);
  }
}
