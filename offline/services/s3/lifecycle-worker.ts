import type { Cancel } from '../../kernel/clock.ts';
import { uuid } from '../../kernel/ids.ts';
import type { Bucket } from './bucket.ts';
import { DAY, dueAfter, expiryOf, filterTakes } from './lifecycle.ts';
import { type Change, isLocked, type StoredObject, toObject } from './objects.ts';
import type { LifecycleRule } from './settings.ts';
import type { S3State } from './state.ts';
import { abortUpload } from './uploads.ts';

const BATCH = 500;

/** Applies the buckets' lifecycle rules: at start, when rules change, and past each midnight (UTC) of the backend's clock. */
export class LifecycleWorker {
  readonly #state: S3State;
  #timer: Cancel | undefined;
  #running = false;
  #again = false;
  #stopped = false;

  constructor(state: S3State) {
    this.#state = state;
  }

  wake(): void {
    this.#again = true;
    if (this.#running || this.#stopped) return;
    this.#running = true;
    setImmediate(() => void this.#run());
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.();
  }

  async #run(): Promise<void> {
    const { context } = this.#state;
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        for (const bucket of this.#state.buckets()) {
          for (const rule of bucket.settings.lifecycle.filter(({ enabled }) => enabled))
            await this.#apply(bucket, rule);
        }
      }
    } catch (error) {
      context.log.error('lifecycle rules could not be applied; they are tried again at the next midnight (UTC)', {
        error,
      });
    } finally {
      this.#running = false;
      this.#timer?.();
      if (!this.#stopped && this.#state.buckets().some(({ settings }) => settings.lifecycle.length > 0)) {
        const now = context.clock.now();
        this.#timer = context.clock.after(Math.floor(now / DAY) * DAY + DAY - now, () => {
          this.wake();
        });
      }
    }
  }

  async #apply(bucket: Bucket, rule: LifecycleRule): Promise<void> {
    const now = this.#state.context.clock.now();
    if (rule.expiration || rule.transitions.length > 0) {
      await this.#eachVersion(bucket, rule, 'latest = 1', (object) => {
        this.#ofNewest(bucket, rule, object, now);
      });
    }
    if (rule.noncurrent || rule.noncurrentTransitions.length > 0) {
      await this.#eachVersion(bucket, rule, 'latest = 0', (object) => {
        this.#ofEarlier(bucket, rule, object, now);
      });
    }
    if (rule.abortDays === undefined) return;
    const uploads = this.#state.store.all('SELECT id, key, started FROM upload WHERE bucket = ?', bucket.name);
    for (const { id, key, started } of uploads) {
      if (!String(key).startsWith(rule.prefix) || dueAfter(Number(started), rule.abortDays) > now) continue;
      abortUpload(this.#state, String(id));
    }
  }

  /** Visits versions below the rule's prefix in batches, so that requests are answered between them. */
  async #eachVersion(
    bucket: Bucket,
    rule: LifecycleRule,
    which: 'latest = 1' | 'latest = 0',
    visit: (object: StoredObject) => void,
  ): Promise<void> {
    let after = 0;
    while (!this.#stopped) {
      const rows = this.#state.store.all(
        `SELECT * FROM object WHERE bucket = ? AND sequence > ? AND ${which} ORDER BY sequence LIMIT ?`,
        ...[bucket.name, after, BATCH],
      );
      for (const object of rows.map(toObject)) {
        after = object.sequence;
        if (object.marker ? object.key.startsWith(rule.prefix) : filterTakes(rule, object)) visit(object);
      }
      if (rows.length < BATCH) return;
      await new Promise(setImmediate);
    }
  }

  #ofNewest(bucket: Bucket, rule: LifecycleRule, object: StoredObject, now: number): void {
    const due = expiryOf(rule, object.modified);
    if (object.marker) {
      const isDue = rule.expiration?.markers === true || (due !== undefined && due <= now);
      if (isDue && this.#isAlone(object)) this.#remove(bucket, object, object.version);
    } else if (due !== undefined && due <= now) {
      this.#remove(bucket, object, undefined);
    } else {
      this.#transition(bucket, object, rule.transitions, object.modified, now);
    }
  }

  #ofEarlier(bucket: Bucket, rule: LifecycleRule, object: StoredObject, now: number): void {
    const newer = this.#state.store.all(
      'SELECT modified FROM object WHERE bucket = ? AND key = ? AND sequence > ? ORDER BY sequence',
      ...[bucket.name, object.key, object.sequence],
    );
    // A version is noncurrent since the next one took its place; the newest of all is not noncurrent.
    const since = Number(newer[0]?.modified ?? now);
    const newerNoncurrent = newer.length - 1;
    const { noncurrent } = rule;
    if (noncurrent && newerNoncurrent >= noncurrent.keep && dueAfter(since, noncurrent.days) <= now) {
      if (!isLocked(object, now)) this.#remove(bucket, object, object.version);
      return;
    }
    if (object.marker) return;
    const transitions = rule.noncurrentTransitions.filter(({ keep = 0 }) => newerNoncurrent >= keep);
    this.#transition(bucket, object, transitions, since, now);
  }

  #isAlone({ bucket, key, sequence }: StoredObject): boolean {
    return !this.#state.store.get(
      'SELECT 1 FROM object WHERE bucket = ? AND key = ? AND sequence <> ? LIMIT 1',
      ...[bucket, key, sequence],
    );
  }

  #remove(bucket: Bucket, object: StoredObject, version: string | undefined): void {
    // It may have been replaced since it was read.
    const current = this.#state.objects.find(bucket.name, object.key, version);
    if (current?.sequence !== object.sequence) return;
    this.#state.objects.delete(bucket, object.key, version, change('LifecycleExpiration'));
  }

  #transition(
    bucket: Bucket,
    object: StoredObject,
    transitions: LifecycleRule['transitions'],
    from: number,
    now: number,
  ): void {
    const due = transitions
      .map(({ days, date, storageClass }) => ({ storageClass, at: date ?? dueAfter(from, days ?? 0) }))
      .filter(({ at }) => at <= now)
      .sort((left, right) => right.at - left.at)[0];
    if (!due || due.storageClass === object.storageClass) return;
    this.#state.objects.update(bucket, object, { storageClass: due.storageClass }, change('LifecycleTransition'));
  }
}

const change = (event: string): Change => ({
  event,
  requestId: uuid(),
  requester: 's3.amazonaws.com',
  sourceIp: 's3.amazonaws.com',
});
