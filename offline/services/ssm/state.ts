import { createHash } from 'node:crypto';
import { ServiceError } from '../../kernel/errors.ts';
import type { Principal } from '../../kernel/principal.ts';
import type { ServiceContext } from '../../kernel/service.ts';
import type { Store } from '../../kernel/store.ts';
import { parseSelector } from './names.ts';
import { expiryOf } from './policies.ts';

export type ParameterType = 'String' | 'StringList' | 'SecureString';
export type Tier = 'Standard' | 'Advanced';
export type Parameter = {
  name: string;
  type: ParameterType;
  value: string;
  version: number;
  /** Milliseconds since the epoch. */
  modifiedAt: number;
  description: string | null;
  tier: Tier;
  dataType: string;
  allowedPattern: string | null;
  keyId: string | null;
  /** JSON text of the policies, or null. */
  policies: string | null;
  labels: readonly string[];
  modifiedBy: string;
};
export type NewParameter = {
  name: string;
  type: ParameterType;
  value: string;
  overwrite: boolean;
  description?: string | undefined;
  tier?: Tier | undefined;
  dataType?: string | undefined;
  allowedPattern?: string | undefined;
  keyId?: string | undefined;
  policies?: string | undefined;
  modifiedBy?: string | undefined;
};

const MIGRATIONS = [
  `CREATE TABLE parameter_version (
     name TEXT NOT NULL, version INTEGER NOT NULL, type TEXT NOT NULL, value TEXT NOT NULL,
     modified_at INTEGER NOT NULL, description TEXT, PRIMARY KEY (name, version)
   ) STRICT, WITHOUT ROWID`,
  `ALTER TABLE parameter_version ADD COLUMN tier TEXT NOT NULL DEFAULT 'Standard';
   ALTER TABLE parameter_version ADD COLUMN data_type TEXT NOT NULL DEFAULT 'text';
   ALTER TABLE parameter_version ADD COLUMN allowed_pattern TEXT;
   ALTER TABLE parameter_version ADD COLUMN key_id TEXT;
   ALTER TABLE parameter_version ADD COLUMN policies TEXT;
   ALTER TABLE parameter_version ADD COLUMN labels TEXT NOT NULL DEFAULT '';
   ALTER TABLE parameter_version ADD COLUMN modified_by TEXT NOT NULL DEFAULT '';
   CREATE TABLE tag (name TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (name, key)) STRICT, WITHOUT ROWID`,
];

const COLUMNS =
  'name, type, value, version, modified_at, description, tier, data_type, allowed_pattern, key_id, policies, labels, modified_by';
const MOST_VERSIONS = 100;

/** Parameters with all their versions, by name. */
export class ParameterState {
  readonly context: ServiceContext;
  readonly #store: Store;

  constructor(context: ServiceContext) {
    this.context = context;
    this.#store = context.openStore(MIGRATIONS);
  }

  /** The newest version, or a certain one. A parameter whose time is over is gone. */
  find(name: string, version?: number): Parameter | undefined {
    const newest = this.#newest(name);
    const expiry = newest?.policies ? expiryOf(newest.policies) : undefined;
    if (expiry !== undefined && expiry <= this.context.clock.now()) {
      this.delete(name);
      return undefined;
    }
    if (version === undefined || version === newest?.version) return newest;
    const row = this.#store.get(
      `SELECT ${COLUMNS} FROM parameter_version WHERE name = ? AND version = ?`,
      name,
      version,
    );
    return row && toParameter(row);
  }

  /** All versions, oldest first. */
  history(name: string): Parameter[] {
    return this.#store
      .all(`SELECT ${COLUMNS} FROM parameter_version WHERE name = ? ORDER BY version`, name)
      .map(toParameter);
  }

  /** Newest versions of names after `after` that start with `prefix`, in the order of names. */
  list(prefix: string, after = ''): Parameter[] {
    return this.#store
      .all(
        `SELECT ${COLUMNS} FROM parameter_version AS p WHERE name > ? AND substr(name, 1, ?) = ?
         AND version = (SELECT MAX(version) FROM parameter_version WHERE name = p.name) ORDER BY name`,
        after,
        prefix.length,
        prefix,
      )
      .map(toParameter)
      .filter(({ name, policies }) => policies === null || this.find(name) !== undefined);
  }

  /** Writes the next version. @throws ServiceError ParameterAlreadyExists, ParameterMaxVersionLimitExceeded */
  put(parameter: NewParameter): { version: number; tier: Tier } {
    const { name, value, type, overwrite } = parameter;
    return this.#store.transaction(() => {
      const last = this.find(name);
      if (last && !overwrite) {
        throw new ServiceError(
          'ParameterAlreadyExists',
          'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
        );
      }
      if (last) this.#forgetOldest(name);
      const version = (last?.version ?? 0) + 1;
      const tier = parameter.tier ?? last?.tier ?? 'Standard';
      this.#store.run(
        `INSERT INTO parameter_version (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?)`,
        name,
        type,
        value,
        version,
        this.context.clock.now(),
        parameter.description ?? last?.description ?? null,
        tier,
        parameter.dataType ?? last?.dataType ?? 'text',
        parameter.allowedPattern ?? last?.allowedPattern ?? null,
        type === 'SecureString' ? (parameter.keyId ?? last?.keyId ?? 'alias/aws/ssm') : null,
        parameter.policies ?? last?.policies ?? null,
        parameter.modifiedBy ?? '',
      );
      return { version, tier };
    });
  }

  /** Gives a version its labels. */
  label(name: string, version: number, labels: readonly string[]): void {
    this.#store.run(
      'UPDATE parameter_version SET labels = ? WHERE name = ? AND version = ?',
      labels.join(' '),
      name,
      version,
    );
  }

  /** Whether there was one. */
  delete(name: string): boolean {
    return this.#store.transaction(() => {
      this.#store.run('DELETE FROM tag WHERE name = ?', name);
      return this.#store.run('DELETE FROM parameter_version WHERE name = ?', name).changes > 0;
    });
  }

  tags(name: string): { Key: string; Value: string }[] {
    return this.#store
      .all('SELECT key, value FROM tag WHERE name = ? ORDER BY key', name)
      .map(({ key, value }) => ({ Key: String(key), Value: String(value) }));
  }

  tag(name: string, tags: readonly { Key: string; Value: string }[]): void {
    this.#store.transaction(() => {
      for (const { Key, Value } of tags) {
        this.#store.run('INSERT OR REPLACE INTO tag (name, key, value) VALUES (?, ?, ?)', name, Key, Value);
      }
    });
  }

  untag(name: string, keys: readonly string[]): void {
    for (const key of keys) this.#store.run('DELETE FROM tag WHERE name = ? AND key = ?', name, key);
  }

  arn(name: string): string {
    const { region, account } = this.context;
    return `arn:aws:ssm:${region}:${account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
  }

  authorize(principal: Principal, action: string, name: string): void {
    this.context.policies.authorize({ principal, action: `ssm:${action}`, resource: this.arn(name) });
  }

  /** The parameter a request names, at its version or label. @throws ServiceError ParameterNotFound, ParameterVersionNotFound */
  require(nameOrArn: string): Parameter {
    const found = this.lookUp(nameOrArn);
    if (found) return found;
    const { name, selector } = parseSelector(nameOrArn);
    if (selector === undefined || !this.lookUp(nameOrArn.slice(0, -selector.length - 1))) {
      throw new ServiceError('ParameterNotFound', '');
    }
    const what = /^\d+$/.test(selector) ? 'version' : 'label';
    throw new ServiceError(
      'ParameterVersionNotFound',
      `Systems Manager could not find ${what} ${selector} of ${name}. Verify the ${what} and try again.`,
    );
  }

  lookUp(nameOrArn: string): Parameter | undefined {
    const { name, isArn, selector } = parseSelector(nameOrArn);
    // The ARN of a parameter without a slash has one.
    const names = isArn ? [name, name.slice(1)] : [name];
    for (const one of names) {
      const found =
        selector === undefined
          ? this.find(one)
          : /^\d+$/.test(selector)
            ? this.find(one, Number(selector))
            : this.history(one).find(({ labels }) => labels.includes(selector));
      if (found) return found;
    }
    return undefined;
  }

  /** As the API shows a parameter; a secure value only where decryption was asked for. */
  show(parameter: Parameter, withDecryption: boolean): Record<string, unknown> {
    const { name, type, version, modifiedAt, dataType } = parameter;
    const isHidden = type === 'SecureString' && !withDecryption;
    return {
      Name: name,
      Type: type,
      Value: isHidden ? ciphertext(parameter) : parameter.value,
      Version: version,
      LastModifiedDate: modifiedAt / 1000,
      ARN: this.arn(name),
      DataType: dataType,
    };
  }

  #newest(name: string): Parameter | undefined {
    const row = this.#store.get(
      `SELECT ${COLUMNS} FROM parameter_version WHERE name = ? ORDER BY version DESC LIMIT 1`,
      name,
    );
    return row && toParameter(row);
  }

  /** Makes room for one more version; a label keeps the oldest. */
  #forgetOldest(name: string): void {
    const versions = this.history(name);
    const [oldest] = versions;
    if (versions.length < MOST_VERSIONS || !oldest) return;
    if (oldest.labels.length > 0) {
      throw new ServiceError(
        'ParameterMaxVersionLimitExceeded',
        `You attempted to create a new version of ${name} by calling the PutParameter API with the overwrite flag. Version ${oldest.version}, the oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again.`,
      );
    }
    this.#store.run('DELETE FROM parameter_version WHERE name = ? AND version = ?', name, oldest.version);
  }
}

/** Stands for what KMS would give: tells nothing of the value but that it changed. */
const ciphertext = ({ name, version }: Parameter) =>
  `AQICAH${createHash('sha512').update(`${name}\n${version}`).digest('base64')}`;

const textOrNull = (value: unknown) => (typeof value === 'string' ? value : null);

const toParameter = (row: Record<string, unknown>): Parameter => ({
  name: String(row.name),
  type: row.type === 'SecureString' || row.type === 'StringList' ? row.type : 'String',
  value: String(row.value),
  version: Number(row.version),
  modifiedAt: Number(row.modified_at),
  description: textOrNull(row.description),
  tier: row.tier === 'Advanced' ? 'Advanced' : 'Standard',
  dataType: String(row.data_type),
  allowedPattern: textOrNull(row.allowed_pattern),
  keyId: textOrNull(row.key_id),
  policies: textOrNull(row.policies),
  labels: String(row.labels).split(' ').filter(Boolean),
  modifiedBy: String(row.modified_by),
});
