import { createHash } from 'node:crypto';
import { ServiceError } from '../../kernel/errors.ts';
import type { Principal } from '../../kernel/principal.ts';
import type { ServiceContext } from '../../kernel/service.ts';
import type { Store } from '../../kernel/store.ts';

export type ParameterType = 'String' | 'StringList' | 'SecureString';
export type Parameter = {
  name: string;
  type: ParameterType;
  value: string;
  version: number;
  /** Milliseconds since the epoch. */
  modifiedAt: number;
  description: string | null;
};
export type NewParameter = {
  name: string;
  type: ParameterType;
  value: string;
  description?: string;
  overwrite: boolean;
};

const MIGRATIONS = [
  `CREATE TABLE parameter_version (
     name TEXT NOT NULL, version INTEGER NOT NULL, type TEXT NOT NULL, value TEXT NOT NULL,
     modified_at INTEGER NOT NULL, description TEXT, PRIMARY KEY (name, version)
   ) STRICT, WITHOUT ROWID`,
];

const COLUMNS = 'name, type, value, version, modified_at, description';
const LONGEST_VALUE = 8192;

/** Parameters with all their versions, by name. */
export class ParameterState {
  readonly context: ServiceContext;
  readonly #store: Store;

  constructor(context: ServiceContext) {
    this.context = context;
    this.#store = context.openStore(MIGRATIONS);
  }

  /** The newest version, or a certain one. */
  find(name: string, version?: number): Parameter | undefined {
    const row =
      version === undefined
        ? this.#store.get(`SELECT ${COLUMNS} FROM parameter_version WHERE name = ? ORDER BY version DESC LIMIT 1`, name)
        : this.#store.get(`SELECT ${COLUMNS} FROM parameter_version WHERE name = ? AND version = ?`, name, version);
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
      .map(toParameter);
  }

  /** Writes the next version. @throws ServiceError ParameterAlreadyExists unless overwriting. */
  put({ name, value, type, description, overwrite }: NewParameter): number {
    if (Buffer.byteLength(value) > LONGEST_VALUE) {
      throw new ServiceError('ValidationException', `Value must be at most ${LONGEST_VALUE} bytes long.`);
    }
    return this.#store.transaction(() => {
      const last = this.find(name);
      if (last && !overwrite) {
        throw new ServiceError(
          'ParameterAlreadyExists',
          'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
        );
      }
      const version = (last?.version ?? 0) + 1;
      this.#store.run(
        `INSERT INTO parameter_version (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)`,
        name,
        type,
        value,
        version,
        this.context.clock.now(),
        description ?? last?.description ?? null,
      );
      return version;
    });
  }

  /** Whether there was one. */
  delete(name: string): boolean {
    return this.#store.run('DELETE FROM parameter_version WHERE name = ?', name).changes > 0;
  }

  arn(name: string): string {
    const { region, account } = this.context;
    return `arn:aws:ssm:${region}:${account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
  }

  authorize(principal: Principal, action: string, name: string): void {
    this.context.policies.authorize({ principal, action: `ssm:${action}`, resource: this.arn(name) });
  }

  /** The parameter a request names: `name`, its ARN, `name:version`. @throws ServiceError ParameterNotFound */
  require(nameOrArn: string): Parameter {
    const found = this.lookUp(nameOrArn);
    if (!found) throw new ServiceError('ParameterNotFound', '');
    return found;
  }

  lookUp(nameOrArn: string): Parameter | undefined {
    const [, path] = /^arn:aws:ssm:[^:]*:\d*:parameter(\/.*)$/.exec(nameOrArn) ?? [];
    const [name = '', version] = (path ?? nameOrArn).split(':');
    const number = version === undefined ? undefined : Number(version);
    return this.find(name, number) ?? (path ? this.find(name.slice(1), number) : undefined);
  }

  /** As the API shows a parameter; a secure value only where decryption was asked for. */
  show(parameter: Parameter, withDecryption: boolean): Record<string, unknown> {
    const { name, type, version, modifiedAt } = parameter;
    const isHidden = type === 'SecureString' && !withDecryption;
    return {
      Name: name,
      Type: type,
      Value: isHidden ? ciphertext(parameter) : parameter.value,
      Version: version,
      LastModifiedDate: modifiedAt / 1000,
      ARN: this.arn(name),
      DataType: 'text',
    };
  }
}

/** Stands for what KMS would give: tells nothing of the value but that it changed. */
const ciphertext = ({ name, version }: Parameter) =>
  `AQICAH${createHash('sha512').update(`${name}\n${version}`).digest('base64')}`;

const toParameter = (row: Record<string, unknown>): Parameter => ({
  name: String(row.name),
  type: row.type === 'SecureString' || row.type === 'StringList' ? row.type : 'String',
  value: String(row.value),
  version: Number(row.version),
  modifiedAt: Number(row.modified_at),
  description: typeof row.description === 'string' ? row.description : null,
});
