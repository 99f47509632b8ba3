import { randomLetters } from '../../kernel/ids.ts';
import type { ServiceContext } from '../../kernel/service.ts';
import type { Store } from '../../kernel/store.ts';
import type { Blobs, Checksums, StoredBlob } from './blobs.ts';
import type { Bucket } from './bucket.ts';
import type { ChecksumType } from './checksum.ts';
import { accessDenied } from './errors.ts';
import type { Encryption } from './settings.ts';

/** What a few objects have. */
export type Extras = {
  /** Absent: of the whole. */
  checksumType?: ChecksumType;
  encryption?: Encryption | { customerKeyMd5: string };
  retention?: { mode: 'GOVERNANCE' | 'COMPLIANCE'; until: number };
  legalHold?: boolean;
  acl?: string;
  redirect?: string;
  /** When a restored copy of an archived object ends. */
  restoredUntil?: number;
};

export type StoredPart = { number: number; blob: string; size: number; checksums: Checksums };

/** What an object is made of when it is stored. */
export type Draft = {
  /** Stored response headers: content-type, cache-control … */
  headers: Record<string, string>;
  metadata: Record<string, string>;
  tags: Record<string, string>;
  storageClass: string;
  extras: Extras;
};

export type StoredObject = Draft & {
  sequence: number;
  bucket: string;
  key: string;
  version: string;
  latest: boolean;
  marker: boolean;
  blob: string;
  parts: readonly StoredPart[];
  size: number;
  /** With its quotes. */
  etag: string;
  checksums: Checksums;
  modified: number;
};

/** Contents: one blob, or the parts of an upload. */
export type NewContent =
  | (StoredBlob & { parts?: undefined; etag?: undefined })
  | { parts: readonly StoredPart[]; size: number; etag: string; checksums: Checksums };

export type NewObject = Draft & {
  bucket: Bucket;
  key: string;
  content: NewContent;
  change: Change;
};

/** A committed change as notifications tell it. */
export type Change = {
  /** `ObjectCreated:Put` … */
  event: string;
  requestId: string;
  /** Who asked, and from where; S3 itself for lifecycle rules. */
  requester: string;
  sourceIp: string;
};

export type Deletion = { version?: string; marker: boolean };
type Listener = (bucket: Bucket, object: StoredObject, change: Change) => { target: string; body: string }[];

/** Versions of objects, and the notices that are still to be delivered of their changes: each change is one transaction. */
export class Objects {
  readonly #context: ServiceContext;
  readonly #store: Store;
  readonly #blobs: Blobs;
  /** Set by the service: what is to be told of a change, and to whom. */
  notices: Listener = () => [];
  /** Set by the service: told of each committed change. */
  onNotice: () => void = () => undefined;

  constructor(context: ServiceContext, store: Store, blobs: Blobs) {
    this.#context = context;
    this.#store = store;
    this.#blobs = blobs;
  }

  /** The newest version (a delete marker counts), or the one named. */
  find(bucket: string, key: string, version?: string): StoredObject | undefined {
    const row =
      version === undefined
        ? this.#store.get('SELECT * FROM object WHERE bucket = ? AND key = ? AND latest = 1', bucket, key)
        : this.#store.get('SELECT * FROM object WHERE bucket = ? AND key = ? AND version = ?', bucket, key, version);
    return row && toObject(row);
  }

  /** Stores a version and what is to be told of it, in one transaction. `check` may still refuse; `also` joins in. */
  put(input: NewObject, check?: (existing: StoredObject | undefined) => void, also?: () => void): StoredObject {
    const { bucket, key, content, headers, metadata, tags, storageClass, extras } = input;
    return this.#changing((removed) => {
      const existing = this.find(bucket.name, key);
      check?.(existing);
      const version = this.#displace(bucket, key, existing, removed);
      if (content.parts === undefined) this.#blobs.keep(content);
      const fields = {
        blob: content.parts === undefined ? content.blob : '',
        etag: content.etag ?? `"${content.md5}"`,
        parts: content.parts ?? [],
        modified: this.#context.clock.now(),
      };
      const sequence = this.#insert(bucket.name, key, version, 0, fields.modified, [
        ...[fields.blob, content.size, fields.etag],
        ...[headers, metadata, content.checksums, tags, fields.parts, extras].map(toJson),
        storageClass,
      ]);
      also?.();
      const object: StoredObject = {
        ...{ sequence, bucket: bucket.name, key, version, latest: true, marker: false, size: content.size },
        ...{ headers, metadata, tags, storageClass, extras, checksums: content.checksums, ...fields },
      };
      this.#note(bucket, object, input.change);
      return object;
    });
  }

  /**
   * Deletes: a version for good, or the newest one behind a delete marker where the bucket keeps versions.
   * `check` may refuse; events are named by the change's first word, `ObjectRemoved` or `LifecycleExpiration`.
   */
  delete(
    bucket: Bucket,
    key: string,
    version: string | undefined,
    change: Change,
    check?: (existing: StoredObject | undefined) => void,
  ): Deletion {
    const { name, settings } = bucket;
    return this.#changing((removed) => {
      const existing = this.find(name, key, version);
      check?.(existing);
      if (version !== undefined || settings.versioning === 'Off') {
        if (existing) {
          this.#removeVersion(existing, removed);
          this.#note(bucket, existing, { ...change, event: `${change.event}:Delete` });
        }
        return { ...(version !== undefined && { version }), marker: existing?.marker ?? false };
      }
      const marker = this.#displace(bucket, key, existing, removed);
      const modified = this.#context.clock.now();
      const sequence = this.#insert(name, key, marker, 1, modified, ['', 0, '', ...EMPTY_TEXTS, 'STANDARD']);
      const object = this.#bySequence(sequence);
      this.#note(bucket, object, { ...change, event: `${change.event}:DeleteMarkerCreated` });
      return { version: marker, marker: true };
    });
  }

  /** Changes what may be changed of a version in place, and tells it where `change` is given. */
  update(
    bucket: Bucket,
    object: StoredObject,
    values: Partial<Pick<Draft, 'tags' | 'extras' | 'storageClass'>>,
    change?: Change,
  ): void {
    const changed = { ...object, ...values };
    this.#changing(() => {
      this.#store.run(
        'UPDATE object SET tags = ?, extras = ?, storage_class = ? WHERE sequence = ?',
        ...[toJson(changed.tags), toJson(changed.extras), changed.storageClass, object.sequence],
      );
      if (change) this.#note(bucket, changed, change);
    });
  }

  /** Runs a transaction, then removes the files it made superfluous and wakes the delivery of notices. */
  #changing<Result>(work: (removed: string[]) => Result): Result {
    const removed: string[] = [];
    let files: string[] = [];
    const result = this.#store.transaction(() => {
      const answer = work(removed);
      files = this.#blobs.forget(removed);
      return answer;
    });
    if (files.length > 0) this.#blobs.removeFiles(files);
    this.onNotice();
    return result;
  }

  #insert(
    bucket: string,
    key: string,
    version: string,
    marker: 0 | 1,
    modified: number,
    values: readonly (string | number)[],
  ): number {
    return this.#store.run(
      `INSERT INTO object (bucket, key, version, latest, marker, modified, blob, size, etag, headers, metadata, checksums, tags, parts, extras, storage_class)
       VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[bucket, key, version, marker, modified, ...values],
    ).lastInsertRowid;
  }

  #removeVersion(object: StoredObject, removed: string[]): void {
    this.#store.run('DELETE FROM object WHERE sequence = ?', object.sequence);
    removed.push(...blobsOf(object));
    if (!object.latest) return;
    this.#store.run(
      'UPDATE object SET latest = 1 WHERE sequence = (SELECT MAX(sequence) FROM object WHERE bucket = ? AND key = ?)',
      ...[object.bucket, object.key],
    );
  }

  /** Makes room for a new newest version and answers its id: earlier ones are kept or removed as versioning says. */
  #displace({ name, settings }: Bucket, key: string, existing: StoredObject | undefined, removed: string[]): string {
    const keeps = settings.versioning === 'Enabled';
    if (!keeps) {
      const nullVersion = existing?.version === 'null' ? existing : existing && this.find(name, key, 'null');
      if (nullVersion) {
        if (isLocked(nullVersion, this.#context.clock.now())) throw accessDenied(LOCKED);
        this.#store.run('DELETE FROM object WHERE sequence = ?', nullVersion.sequence);
        removed.push(...blobsOf(nullVersion));
      }
    }
    if (existing) {
      this.#store.run('UPDATE object SET latest = 0 WHERE bucket = ? AND key = ? AND latest = 1', name, key);
    }
    return keeps ? randomLetters(32) : 'null';
  }

  #bySequence(sequence: number): StoredObject {
    return toObject(this.#store.get('SELECT * FROM object WHERE sequence = ?', sequence) ?? {});
  }

  #note(bucket: Bucket, object: StoredObject, change: Change): void {
    for (const { target, body } of this.notices(bucket, object, change)) {
      this.#store.run('INSERT INTO notice (target, body) VALUES (?, ?)', target, body);
    }
  }
}

export const LOCKED = 'Access Denied because object protected by object lock.';

/** Whether a version may not be removed now; GOVERNANCE gives way to those who may bypass it. */
export const isLocked = ({ extras }: StoredObject, now: number, bypass = false): boolean =>
  extras.legalHold === true ||
  (extras.retention !== undefined &&
    extras.retention.until > now &&
    !(bypass && extras.retention.mode === 'GOVERNANCE'));

const blobsOf = ({ blob, parts }: StoredObject) => [...(blob === '' ? [] : [blob]), ...parts.map((part) => part.blob)];

/** The blobs of an object's contents, in order. */
export const piecesOf = ({ blob, size, parts }: StoredObject): readonly { blob: string; size: number }[] =>
  parts.length > 0 ? parts : [{ blob, size }];

const EMPTY_TEXTS = ['{}', '{}', '{}', '{}', '[]', '{}'];
const toJson = (value: object) => JSON.stringify(value);
// Most objects have no metadata, tags or parts.
const parse = <Value>(text: unknown, empty: Value): Value =>
  text === '{}' || text === '[]' ? empty : (JSON.parse(String(text)) as Value);

/** An object version from its row. */
export const toObject = (row: Record<string, unknown>): StoredObject => ({
  sequence: Number(row.sequence),
  bucket: String(row.bucket),
  key: String(row.key),
  version: String(row.version),
  latest: row.latest === 1,
  marker: row.marker === 1,
  blob: typeof row.blob === 'string' ? row.blob : '',
  parts: parse<StoredPart[]>(row.parts, []),
  size: Number(row.size),
  etag: String(row.etag),
  headers: parse<Record<string, string>>(row.headers, {}),
  metadata: parse<Record<string, string>>(row.metadata, {}),
  checksums: parse<Checksums>(row.checksums, {}),
  tags: parse<Record<string, string>>(row.tags, {}),
  storageClass: String(row.storage_class),
  extras: parse<Extras>(row.extras, {}),
  modified: Number(row.modified),
});
