import { randomLetters } from '../../kernel/ids.ts';
import type { ServiceContext } from '../../kernel/service.ts';
import type { Store } from '../../kernel/store.ts';
import { Blobs, type StoredBlob } from './blobs.ts';
import { noSuchBucket } from './errors.ts';
import { type BucketSettings, bucketSettings, type Notification } from './resources.ts';

const MIGRATIONS = [
  `CREATE TABLE bucket (name TEXT PRIMARY KEY, settings TEXT NOT NULL, of_app INTEGER NOT NULL, created INTEGER NOT NULL) STRICT;
   CREATE TABLE object (
     sequence INTEGER PRIMARY KEY AUTOINCREMENT, bucket TEXT NOT NULL, key TEXT NOT NULL, version TEXT NOT NULL,
     latest INTEGER NOT NULL, marker INTEGER NOT NULL, blob TEXT, size INTEGER NOT NULL, etag TEXT NOT NULL,
     headers TEXT NOT NULL, metadata TEXT NOT NULL, checksums TEXT NOT NULL, tags TEXT NOT NULL, modified INTEGER NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX object_latest ON object (bucket, key) WHERE latest = 1;
   CREATE UNIQUE INDEX object_version ON object (bucket, key, version);
   CREATE TABLE upload (
     id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, headers TEXT NOT NULL, metadata TEXT NOT NULL,
     started INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE part (
     upload TEXT NOT NULL, number INTEGER NOT NULL, blob TEXT NOT NULL, size INTEGER NOT NULL, md5 TEXT NOT NULL,
     modified INTEGER NOT NULL, PRIMARY KEY (upload, number)
   ) STRICT;
   CREATE TABLE notice (
     sequence INTEGER PRIMARY KEY AUTOINCREMENT, target TEXT NOT NULL, body TEXT NOT NULL
   ) STRICT;`,
];

export type Bucket = { name: string; settings: BucketSettings; created: number };

export type StoredObject = {
  sequence: number;
  bucket: string;
  key: string;
  version: string;
  latest: boolean;
  marker: boolean;
  blob: string;
  size: number;
  etag: string;
  /** Stored response headers: content-type, cache-control … */
  headers: Record<string, string>;
  metadata: Record<string, string>;
  checksums: Record<string, string>;
  tags: Record<string, string>;
  modified: number;
};

export type NewObject = {
  bucket: Bucket;
  key: string;
  blob: Pick<StoredBlob, 'blob' | 'size' | 'checksums'>;
  etag: string;
  headers: Record<string, string>;
  metadata: Record<string, string>;
  tags?: Record<string, string>;
  /** What notifications call it: `ObjectCreated:Put` … */
  event: string;
};

/** Buckets, object versions, uploads in parts, and notices that are still to be delivered. */
export class S3State {
  readonly context: ServiceContext;
  readonly store: Store;
  readonly blobs: Blobs;
  /** Set by the service: told of each committed change. */
  onNotice: () => void = () => undefined;
  #notifications = new Map<string, readonly Notification[]>();

  constructor(context: ServiceContext) {
    this.context = context;
    this.store = context.openStore(MIGRATIONS);
    this.blobs = new Blobs(context.blobFolder);
    this.#removeOrphans();
  }

  /** @throws ServiceError NoSuchBucket */
  bucket(name: string): Bucket {
    const bucket = this.findBucket(name);
    if (!bucket) throw noSuchBucket(name);
    return bucket;
  }

  findBucket(name: string): Bucket | undefined {
    const row = this.store.get('SELECT * FROM bucket WHERE name = ?', name);
    if (!row) return undefined;
    return { name, settings: bucketSettings.parse(JSON.parse(String(row.settings))), created: Number(row.created) };
  }

  buckets(): Bucket[] {
    return this.store.all('SELECT name FROM bucket ORDER BY name').map(({ name }) => this.bucket(String(name)));
  }

  saveBucket(name: string, settings: BucketSettings, ofApp?: boolean): void {
    this.store.run(
      `INSERT INTO bucket (name, settings, of_app, created) VALUES (?1, ?2, COALESCE(?3, 0), ?4)
       ON CONFLICT (name) DO UPDATE SET settings = excluded.settings, of_app = COALESCE(?3, of_app)`,
      name,
      JSON.stringify(settings),
      ofApp === undefined ? null : Number(ofApp),
      this.context.clock.now(),
    );
  }

  setNotifications(notifications: ReadonlyMap<string, readonly Notification[]>): void {
    this.#notifications = new Map(notifications);
  }

  notificationsOf(bucket: string): readonly Notification[] {
    return this.#notifications.get(bucket) ?? [];
  }

  /** The newest version (a delete marker counts), or the one named. */
  find(bucket: string, key: string, version?: string): StoredObject | undefined {
    const row =
      version === undefined
        ? this.store.get('SELECT * FROM object WHERE bucket = ? AND key = ? AND latest = 1', bucket, key)
        : this.store.get('SELECT * FROM object WHERE bucket = ? AND key = ? AND version = ?', bucket, key, version);
    return row && toObject(row);
  }

  /** Stores a version and what is to be told of it, in one transaction. `check` may still refuse. */
  put(input: NewObject, check: (existing: StoredObject | undefined) => void): StoredObject {
    const removed: string[] = [];
    const stored = this.store.transaction(() => {
      check(this.find(input.bucket.name, input.key));
      const version = this.#displace(input.bucket, input.key, removed);
      const { blob, size, checksums } = input.blob;
      const { lastInsertRowid } = this.store.run(
        `INSERT INTO object (bucket, key, version, latest, marker, blob, size, etag, headers, metadata, checksums, tags, modified)
         VALUES (?, ?, ?, 1, 0, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[input.bucket.name, input.key, version, blob, size, input.etag],
        ...[input.headers, input.metadata, checksums, input.tags ?? {}].map((value) => JSON.stringify(value)),
        this.context.clock.now(),
      );
      const object = this.#bySequence(lastInsertRowid);
      this.#note(input.bucket, object, input.event);
      return object;
    });
    this.blobs.remove(removed);
    this.onNotice();
    return stored;
  }

  /** Deletes: a version for good, or the newest one behind a delete marker where the bucket keeps versions. */
  delete(bucket: Bucket, key: string, version?: string): { version?: string; marker: boolean } {
    const removed: string[] = [];
    const answer = this.store.transaction(() => {
      if (version !== undefined) return this.#deleteVersion(bucket, key, version, removed);
      const existing = this.find(bucket.name, key);
      if (bucket.settings.versioning === 'Off') {
        if (!existing) return { marker: false };
        this.#deleteVersion(bucket, key, existing.version, removed);
        this.#note(bucket, existing, 'ObjectRemoved:Delete');
        return { marker: false };
      }
      const marker = this.#displace(bucket, key, removed);
      const { lastInsertRowid } = this.store.run(
        `INSERT INTO object (bucket, key, version, latest, marker, blob, size, etag, headers, metadata, checksums, tags, modified)
         VALUES (?, ?, ?, 1, 1, '', 0, '', '{}', '{}', '{}', '{}', ?)`,
        ...[bucket.name, key, marker, this.context.clock.now()],
      );
      this.#note(bucket, this.#bySequence(lastInsertRowid), 'ObjectRemoved:DeleteMarkerCreated');
      return { version: marker, marker: true };
    });
    this.blobs.remove(removed);
    this.onNotice();
    return answer;
  }

  #deleteVersion(bucket: Bucket, key: string, version: string, removed: string[]) {
    const existing = this.find(bucket.name, key, version);
    if (!existing) return { version, marker: false };
    this.store.run('DELETE FROM object WHERE sequence = ?', existing.sequence);
    if (existing.blob) removed.push(existing.blob);
    if (existing.latest) {
      this.store.run(
        `UPDATE object SET latest = 1 WHERE sequence =
           (SELECT MAX(sequence) FROM object WHERE bucket = ? AND key = ?)`,
        ...[bucket.name, key],
      );
    }
    return { version, marker: existing.marker };
  }

  /** Makes room for a new newest version and answers its id: earlier ones are kept or removed as versioning says. */
  #displace(bucket: Bucket, key: string, removed: string[]): string {
    const keeps = bucket.settings.versioning === 'Enabled';
    if (!keeps) {
      const nullVersion = this.find(bucket.name, key, 'null');
      if (nullVersion) {
        this.store.run('DELETE FROM object WHERE sequence = ?', nullVersion.sequence);
        if (nullVersion.blob) removed.push(nullVersion.blob);
      }
    }
    this.store.run('UPDATE object SET latest = 0 WHERE bucket = ? AND key = ? AND latest = 1', bucket.name, key);
    return keeps ? randomLetters(32) : 'null';
  }

  #bySequence(sequence: number): StoredObject {
    return toObject(this.store.get('SELECT * FROM object WHERE sequence = ?', sequence) ?? {});
  }

  #note(bucket: Bucket, object: StoredObject, event: string): void {
    for (const { target, body } of this.notices(bucket, object, event)) {
      this.store.run('INSERT INTO notice (target, body) VALUES (?, ?)', target, body);
    }
  }

  /** Set by the service: what is to be told of a change, and to whom. */
  notices: (bucket: Bucket, object: StoredObject, event: string) => { target: string; body: string }[] = () => [];

  /** A crash between a finished file and its row leaves a file that nobody knows. */
  #removeOrphans(): void {
    const known = new Set(
      this.store.all("SELECT blob FROM object WHERE blob <> '' UNION SELECT blob FROM part").map(({ blob }) => blob),
    );
    this.blobs.remove(this.blobs.names().filter((name) => !known.has(name)));
  }
}

const texts = (value: unknown) => JSON.parse(String(value)) as Record<string, string>;

/** An object version from its row. */
export const toObject = (row: Record<string, unknown>): StoredObject => ({
  sequence: Number(row.sequence),
  bucket: String(row.bucket),
  key: String(row.key),
  version: String(row.version),
  latest: row.latest === 1,
  marker: row.marker === 1,
  blob: typeof row.blob === 'string' ? row.blob : '',
  size: Number(row.size),
  etag: String(row.etag),
  headers: texts(row.headers),
  metadata: texts(row.metadata),
  checksums: texts(row.checksums),
  tags: texts(row.tags),
  modified: Number(row.modified),
});
