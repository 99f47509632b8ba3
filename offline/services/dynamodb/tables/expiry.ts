import type { Cancel } from '../../../kernel/clock.ts';
import { stored, writeItem } from '../items/item-store.ts';
import type { DynamoState } from '../state.ts';
import type { Table } from './table.ts';

const BATCH = 100;
/** DynamoDB leaves items alone whose time passed more than five years ago. */
const OLDEST_SECONDS = 5 * 365 * 24 * 60 * 60;
const SHORTEST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60 * 1000;

/** Deletes expired items by the clock, as the service itself: their stream records say so. */
export class Expiry {
  readonly #state: DynamoState;
  #cancel: Cancel | undefined;

  constructor(state: DynamoState) {
    this.#state = state;
  }

  /** Looks when the next item expires, and waits for that; called when expiry was turned on or items changed. */
  arm(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const waits = this.#state.tables().flatMap((table) => {
      const wait = this.#untilNext(table);
      return wait === undefined ? [] : [wait];
    });
    if (waits.length === 0) return;
    this.#cancel = this.#state.clock.after(Math.max(SHORTEST_WAIT_MS, Math.min(...waits)), () => {
      try {
        this.sweep();
      } catch (error) {
        // A full disk, say: the items stay until the next time.
        this.#state.context.log.error('expired items could not be deleted', { error });
      }
      this.arm();
    });
  }

  stop(): void {
    this.#cancel?.();
  }

  /** Deletes what is expired now. */
  sweep(): void {
    for (const table of this.#state.tables()) {
      if (table.timeToLive !== undefined) while (this.#sweepBatch(table) === BATCH);
    }
  }

  #untilNext(table: Table): number | undefined {
    if (table.timeToLive === undefined) return undefined;
    const now = this.#state.clock.now();
    const row = this.#state.store.get(
      `SELECT min(expires) AS next FROM ${table.relation} WHERE expires IS NOT NULL AND expires > ?`,
      Math.floor(now / 1000) - OLDEST_SECONDS,
    );
    // New items may expire earlier than those that are there: look again within a minute.
    return typeof row?.next === 'number' ? Math.min(row.next * 1000 - now, LONGEST_WAIT_MS) : LONGEST_WAIT_MS;
  }

  #sweepBatch(table: Table): number {
    const state = this.#state;
    const seconds = Math.floor(state.clock.now() / 1000);
    return state.transaction(() => {
      const rows = state.store.all(
        `SELECT pk, sk, item, size FROM ${table.relation}
         WHERE expires IS NOT NULL AND expires <= ? AND expires > ? ORDER BY expires LIMIT ${BATCH}`,
        seconds,
        seconds - OLDEST_SECONDS,
      );
      for (const row of rows) {
        const text = String(row.item);
        writeItem(
          state,
          table,
          { pk: row.pk as Uint8Array, sk: row.sk as Uint8Array },
          {
            before: stored(text, Number(row.size)),
            after: undefined,
            user: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
          },
        );
      }
      return rows.length;
    });
  }
}
