import { ServiceError } from '../../kernel/errors.ts';
import { randomLetters, uuid } from '../../kernel/ids.ts';
import type { Principal } from '../../kernel/principal.ts';
import type { ServiceContext } from '../../kernel/service.ts';
import type { Store } from '../../kernel/store.ts';

export type Secret = {
  name: string;
  arn: string;
  description: string | null;
  /** Milliseconds since the epoch. */
  createdAt: number;
  changedAt: number;
  /** When it is gone, where it is scheduled for deletion; or null. */
  deletedAt: number | null;
  /** When its value was read last, or null. */
  accessedAt: number | null;
  kmsKeyId: string | null;
  tags: readonly Tag[];
  /** JSON text of its resource policy, or null. */
  policy: string | null;
};
export type Tag = { Key: string; Value: string };
/** One of `text` and `binary` (base64) is set. */
export type SecretValue = { text?: string | undefined; binary?: string | undefined };
export type SecretVersion = SecretValue & { id: string; createdAt: number; stages: string[] };

const MIGRATIONS = [
  `CREATE TABLE secret (
     name TEXT PRIMARY KEY, arn TEXT NOT NULL UNIQUE, description TEXT,
     created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL, deleted_at INTEGER
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE version (
     secret TEXT NOT NULL, id TEXT NOT NULL, text TEXT, binary TEXT, created_at INTEGER NOT NULL, stages TEXT NOT NULL,
     PRIMARY KEY (secret, id)
   ) STRICT, WITHOUT ROWID`,
  `ALTER TABLE secret ADD COLUMN accessed_at INTEGER;
   ALTER TABLE secret ADD COLUMN kms_key_id TEXT;
   ALTER TABLE secret ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
   ALTER TABLE secret ADD COLUMN policy TEXT`,
];

const MOST_VERSIONS = 100;
const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';

/** Secrets with their versions. One whose recovery window is over is gone. */
export class SecretState {
  readonly context: ServiceContext;
  readonly #store: Store;

  constructor(context: ServiceContext) {
    this.context = context;
    this.#store = context.openStore(MIGRATIONS);
  }

  /** By name, ARN, or ARN without its six letters; those scheduled for deletion too. */
  find(id: string): Secret | undefined {
    const row =
      this.#store.get('SELECT * FROM secret WHERE name = ? OR arn = ?', id, id) ??
      (id.startsWith('arn:')
        ? this.#store.get('SELECT * FROM secret WHERE substr(arn, 1, length(arn) - 7) = ?', id)
        : undefined);
    const secret = row && toSecret(row);
    if (!secret || secret.deletedAt === null || secret.deletedAt > this.#now()) return secret;
    this.delete(secret.name);
    return undefined;
  }

  /** @throws ServiceError ResourceNotFoundException, or InvalidRequestException when it is scheduled for deletion. */
  require(id: string): Secret {
    const secret = this.find(id);
    if (!secret)
      throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    if (secret.deletedAt !== null) {
      throw new ServiceError(
        'InvalidRequestException',
        "You can't perform this operation on the secret because it was marked for deletion.",
      );
    }
    return secret;
  }

  list(includesDeleted = false): Secret[] {
    return this.#store
      .all('SELECT * FROM secret ORDER BY name')
      .map(toSecret)
      .filter(({ deletedAt }) => deletedAt === null || (includesDeleted && deletedAt > this.#now()));
  }

  /** Makes a secret. `suffix` are the letters of its ARN: random, or fixed for those of the app. */
  create(name: string, description: string | undefined, suffix = randomLetters(6)): Secret {
    const known = this.find(name);
    if (known && known.deletedAt !== null) {
      throw new ServiceError(
        'InvalidRequestException',
        "You can't create this secret because a secret with this name is already scheduled for deletion.",
      );
    }
    if (known) {
      throw new ServiceError(
        'ResourceExistsException',
        `The operation failed because the secret ${name} already exists.`,
      );
    }
    const { region, account, clock } = this.context;
    const now = clock.now();
    const arn = `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${suffix}`;
    this.#store.run(
      'INSERT INTO secret (name, arn, description, created_at, changed_at) VALUES (?, ?, ?, ?, ?)',
      name,
      arn,
      description ?? null,
      now,
      now,
    );
    return this.require(name);
  }

  /** Changes what is said of a secret. */
  describe(name: string, change: Partial<Pick<Secret, 'description' | 'kmsKeyId' | 'tags' | 'policy'>>): void {
    const { description, kmsKeyId, tags, policy } = { ...this.require(name), ...change };
    this.#store.run(
      'UPDATE secret SET description = ?, kms_key_id = ?, tags = ?, policy = ?, changed_at = ? WHERE name = ?',
      description,
      kmsKeyId,
      JSON.stringify(tags),
      policy,
      this.#now(),
      name,
    );
  }

  /** Notes that a value was read; the API tells the day. */
  access(name: string): void {
    const day = Math.floor(this.#now() / 86_400_000) * 86_400_000;
    this.#store.run('UPDATE secret SET accessed_at = ? WHERE name = ? AND accessed_at IS NOT ?', day, name, day);
  }

  versions(name: string): SecretVersion[] {
    return this.#store.all('SELECT * FROM version WHERE secret = ? ORDER BY created_at DESC', name).map((row) => ({
      id: String(row.id),
      text: typeof row.text === 'string' ? row.text : undefined,
      binary: typeof row.binary === 'string' ? row.binary : undefined,
      createdAt: Number(row.created_at),
      stages: String(row.stages).split(',').filter(Boolean),
    }));
  }

  /** The version of an id or stage; the current one unless told. @throws ServiceError ResourceNotFoundException */
  version(name: string, wanted: { id?: string | undefined; stage?: string | undefined } = {}): SecretVersion {
    const stage = wanted.stage ?? (wanted.id ? undefined : CURRENT);
    const found = this.versions(name).find(
      (version) => (!wanted.id || version.id === wanted.id) && (!stage || version.stages.includes(stage)),
    );
    if (found) return found;
    throw new ServiceError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for ${stage ? `staging label: ${stage}` : `VersionId: ${wanted.id}`}`,
    );
  }

  /**
   * Adds a version and moves the stages to it. The same token with the same value again changes nothing.
   * @throws ServiceError ResourceExistsException when the token was used for another value.
   */
  put(
    name: string,
    value: SecretValue,
    options: { token?: string | undefined; stages?: readonly string[] } = {},
  ): SecretVersion {
    const { token = uuid(), stages = [CURRENT] } = options;
    return this.#store.transaction(() => {
      const versions = this.versions(name);
      const same = versions.find(({ id }) => id === token);
      if (same) {
        if (same.text === value.text && same.binary === value.binary) return same;
        throw new ServiceError(
          'ResourceExistsException',
          'You can’t use ClientRequestToken for another value: a version with this token exists already.',
        );
      }
      const replaced = versions.find((version) => version.stages.includes(CURRENT));
      for (const version of versions) {
        const left = version.stages.filter(
          (stage) => !stages.includes(stage) && !(stages.includes(CURRENT) && stage === PREVIOUS),
        );
        if (stages.includes(CURRENT) && version === replaced) left.push(PREVIOUS);
        this.#setStages(name, version.id, left);
      }
      const version: SecretVersion = { id: token, ...value, createdAt: this.#now(), stages: [...stages] };
      this.#store.run(
        'INSERT INTO version (secret, id, text, binary, created_at, stages) VALUES (?, ?, ?, ?, ?, ?)',
        name,
        version.id,
        value.text ?? null,
        value.binary ?? null,
        version.createdAt,
        stages.join(','),
      );
      this.#store.run('UPDATE secret SET changed_at = ? WHERE name = ?', version.createdAt, name);
      this.#forgetOldest(name);
      return version;
    });
  }

  schedule(name: string, deletedAt: number | null): void {
    this.#store.run('UPDATE secret SET deleted_at = ? WHERE name = ?', deletedAt, name);
  }

  delete(name: string): void {
    this.#store.transaction(() => {
      this.#store.run('DELETE FROM version WHERE secret = ?', name);
      this.#store.run('DELETE FROM secret WHERE name = ?', name);
    });
  }

  authorize(principal: Principal, action: string, arn: string): void {
    this.context.policies.authorize({ principal, action: `secretsmanager:${action}`, resource: arn });
  }

  /** Moves a stage from one version to another, or takes it away; what was current becomes the previous one. */
  moveStage(name: string, stage: string, to: string | undefined): void {
    this.#store.transaction(() => {
      const versions = this.versions(name);
      const holder = versions.find(({ stages }) => stages.includes(stage));
      for (const { id, stages } of versions) {
        const wasCurrent = stage === CURRENT && holder?.id === id && id !== to;
        const kept = stages.filter((own) => own !== stage && !(stage === CURRENT && own === PREVIOUS));
        this.#setStages(name, id, [...kept, ...(id === to ? [stage] : []), ...(wasCurrent ? [PREVIOUS] : [])]);
      }
      this.#store.run('UPDATE secret SET changed_at = ? WHERE name = ?', this.#now(), name);
    });
  }

  /** Versions without a stage stay readable by their id until there are too many. */
  #forgetOldest(name: string): void {
    const deprecated = this.versions(name).filter(({ stages }) => stages.length === 0);
    for (const { id } of deprecated.slice(MOST_VERSIONS)) {
      this.#store.run('DELETE FROM version WHERE secret = ? AND id = ?', name, id);
    }
  }

  #setStages(name: string, id: string, stages: readonly string[]): void {
    this.#store.run('UPDATE version SET stages = ? WHERE secret = ? AND id = ?', stages.join(','), name, id);
  }

  #now(): number {
    return this.context.clock.now();
  }
}

const toSecret = (row: Record<string, unknown>): Secret => ({
  name: String(row.name),
  arn: String(row.arn),
  description: typeof row.description === 'string' ? row.description : null,
  createdAt: Number(row.created_at),
  changedAt: Number(row.changed_at),
  deletedAt: row.deleted_at === null ? null : Number(row.deleted_at),
  accessedAt: row.accessed_at === null ? null : Number(row.accessed_at),
  kmsKeyId: typeof row.kms_key_id === 'string' ? row.kms_key_id : null,
  tags: JSON.parse(String(row.tags)) as Tag[],
  policy: typeof row.policy === 'string' ? row.policy : null,
});
