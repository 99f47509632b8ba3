import type { EventEnvelope } from './target-input.ts';

export type DeliveryStatus = 'delivered' | 'retrying' | 'dead-lettered' | 'dropped';
/** `attempts` 0 with `retrying`: not tried yet. */
export type TargetRecord = { id: string; arn: string; status: DeliveryStatus; attempts: number; error?: string };
type EventRecord = {
  event: EventEnvelope;
  bus: string;
  letters: number;
  rules: Map<string, Map<string, TargetRecord>>;
};

const MOST_EVENTS = 500;
const MOST_LETTERS = 16 * 1024 * 1024;

/** The newest accepted events of this process and what became of them. Nothing is written: PutEvents stays as fast as it is. */
export class RecentEvents {
  readonly #records = new Map<string, EventRecord>();
  #letters = 0;

  /** Notes an event on a bus; the same event on another bus is another entry. `letters`: how long its detail is. */
  note(event: EventEnvelope, bus: string, letters = 0): void {
    const key = `${bus}\n${event.id}`;
    this.#forget(key);
    this.#records.set(key, { event, bus, letters, rules: new Map() });
    this.#letters += letters;
    for (const oldest of this.#records.keys()) {
      if (oldest === key || (this.#records.size <= MOST_EVENTS && this.#letters <= MOST_LETTERS)) break;
      this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    this.#letters -= this.#records.get(key)?.letters ?? 0;
    this.#records.delete(key);
  }

  /** What is known of a delivery; made when it is new, also for one that an earlier process accepted. */
  target(event: EventEnvelope, bus: string, rule: string, target: { Id: string; Arn: string }): TargetRecord {
    const key = `${bus}\n${event.id}`;
    if (!this.#records.has(key)) this.note(event, bus);
    const targets = this.#records.get(key)?.rules.get(rule) ?? new Map<string, TargetRecord>();
    this.#records.get(key)?.rules.set(rule, targets);
    const known: TargetRecord = targets.get(target.Id) ?? {
      ...{ id: target.Id, arn: target.Arn, status: 'retrying', attempts: 0 },
    };
    targets.set(target.Id, known);
    return known;
  }

  /** Newest first. */
  list(limit: number): object[] {
    return [...this.#records.values()]
      .reverse()
      .slice(0, limit)
      .map(({ event, bus, rules }) => ({
        id: event.id,
        time: event.time,
        bus,
        source: event.source,
        detailType: event['detail-type'],
        detail: event.detail,
        ...(event['replay-name'] !== undefined && { replayName: event['replay-name'] }),
        rules: [...rules].map(([name, targets]) => ({ name, targets: [...targets.values()] })),
      }));
  }
}
