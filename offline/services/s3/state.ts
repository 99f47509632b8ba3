import { createHash } from 'node:crypto';
import type { ServiceContext } from '../../kernel/service.ts';
import type { Store } from '../../kernel/store.ts';
import { Blobs, isSmall } from './blobs.ts';
import type { Bucket } from './bucket.ts';
import { noSuchBucket } from './errors.ts';
import { MIGRATIONS } from './migrations.ts';
import { Objects } from './objects.ts';
import { type BucketSettings, bucketSettings } from './settings.ts';

/** What may be changed of a bucket; the rest stays. */
export type SettingsChange = { [Name in keyof BucketSettings]?: BucketSettings[Name] | undefined };

/** Buckets; their objects are in `objects`, contents in `blobs`, uploads in parts in uploads.ts. */
export class S3State {
  readonly context: ServiceContext;
  readonly store: Store;
  readonly blobs: Blobs;
  readonly objects: Objects;
  /** The one account's canonical user id. */
  readonly owner: string;
  /** Set by the service: told when a bucket's settings changed. */
  onSettings: () => void = () => undefined;
  /** This process alone writes the table, so its rows are held parsed. */
  readonly #buckets = new Map<string, Bucket>();

  constructor(context: ServiceContext) {
    this.context = context;
    this.store = context.openStore(MIGRATIONS);
    this.blobs = new Blobs(context.blobFolder, this.store);
    this.objects = new Objects(context, this.store, this.blobs);
    this.owner = createHash('sha256').update(context.account).digest('hex');
    for (const { name, settings, created } of this.store.all('SELECT * FROM bucket ORDER BY name')) {
      const parsed = bucketSettings.parse(JSON.parse(String(settings)));
      this.#buckets.set(String(name), { name: String(name), settings: parsed, created: Number(created) });
    }
    const files = this.blobs.files();
    this.#removeTorn(files);
    this.#removeOrphans(files);
  }

  /** @throws S3Error NoSuchBucket */
  bucket(name: string): Bucket {
    const bucket = this.#buckets.get(name);
    if (!bucket) throw noSuchBucket(name);
    return bucket;
  }

  findBucket(name: string): Bucket | undefined {
    return this.#buckets.get(name);
  }

  /** In the order of their names. */
  buckets(): Bucket[] {
    return [...this.#buckets.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
  }

  saveBucket(name: string, settings: BucketSettings, ofApp?: boolean): void {
    const created = this.#buckets.get(name)?.created ?? this.context.clock.now();
    this.store.run(
      `INSERT INTO bucket (name, settings, of_app, created) VALUES (?1, ?2, COALESCE(?3, 0), ?4)
       ON CONFLICT (name) DO UPDATE SET settings = excluded.settings, of_app = COALESCE(?3, of_app)`,
      ...[name, JSON.stringify(settings), ofApp === undefined ? null : Number(ofApp), created],
    );
    this.#buckets.set(name, { name, settings, created });
    this.onSettings();
  }

  /** @throws S3Error NoSuchBucket */
  change(name: string, change: SettingsChange): void {
    this.saveBucket(name, bucketSettings.parse({ ...this.bucket(name).settings, ...change }));
  }

  /** Removes an empty bucket, and what was begun to be uploaded to it. */
  removeBucket(name: string): void {
    const files = this.store.transaction(() => {
      const parts = this.store.all(
        'SELECT blob FROM part WHERE upload IN (SELECT id FROM upload WHERE bucket = ?)',
        name,
      );
      this.store.run('DELETE FROM part WHERE upload IN (SELECT id FROM upload WHERE bucket = ?)', name);
      this.store.run('DELETE FROM upload WHERE bucket = ?', name);
      this.store.run('DELETE FROM bucket WHERE name = ?', name);
      return this.blobs.forget(parts.map(({ blob }) => String(blob)));
    });
    this.blobs.removeFiles(files);
    this.#buckets.delete(name);
  }

  /** A crash between a finished file and its row leaves a file that nobody knows. */
  #removeOrphans(files: ReadonlyMap<string, number>): void {
    if (files.size === 0) return;
    const known = new Set(
      this.store
        .all(
          `SELECT blob FROM object UNION ALL SELECT blob FROM part
           UNION ALL SELECT json_extract(piece.value, '$.blob') FROM object, json_each(object.parts) AS piece`,
        )
        .map(({ blob }) => blob),
    );
    this.blobs.removeFiles([...files.keys()].filter((name) => !known.has(name)));
  }

  /** A power failure may take contents that were not on the disk yet: their writes count as never made. */
  #removeTorn(files: ReadonlyMap<string, number>): void {
    const isTorn = ({ blob, size }: Record<string, unknown>) =>
      !isSmall(String(blob)) && files.get(String(blob)) !== Number(size);
    const objects = this.store.all(
      `SELECT sequence, bucket, key, blob, size FROM object WHERE blob <> '' UNION ALL
       SELECT sequence, bucket, object.key, json_extract(piece.value, '$.blob'), json_extract(piece.value, '$.size')
         FROM object, json_each(object.parts) AS piece`,
    );
    const torn = objects.filter(isTorn);
    const parts = this.store.all('SELECT upload, number, blob, size FROM part').filter(isTorn);
    if (torn.length + parts.length === 0) return;
    this.store.transaction(() => {
      for (const { sequence, bucket, key } of torn) {
        this.store.run('DELETE FROM object WHERE sequence = ?', Number(sequence));
        this.store.run(
          `UPDATE object SET latest = 1 WHERE sequence =
             (SELECT MAX(sequence) FROM object WHERE bucket = ?1 AND key = ?2 HAVING MAX(latest) = 0)`,
          ...[String(bucket), String(key)],
        );
        this.context.log.warn('the machine went down before its disk had this object', { bucket, key });
      }
      for (const { upload, number } of parts) {
        this.store.run('DELETE FROM part WHERE upload = ? AND number = ?', String(upload), Number(number));
        this.context.log.warn('the machine went down before its disk had this part', { upload, number });
      }
    });
  }
}
