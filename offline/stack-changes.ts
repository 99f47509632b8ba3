import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readOwnJson } from './assembly/json-file.ts';
import { listOf, objectOf, textOf } from './assembly/values.ts';
import type { Bus } from './kernel/bus.ts';
import { OfflineError, ServiceError } from './kernel/errors.ts';
import { ADMINISTRATOR } from './kernel/principal.ts';
import type { Resource } from './kernel/resource.ts';
import { writeWhole } from './kernel/write-whole.ts';

const TABLES = new Set(['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable', 'Custom::AmplifyDynamoDBTable']);

/** Tables of the app by name, each with its key: what CloudFormation cannot change in place. */
type Tables = ReadonlyMap<string, Deployed>;
type Deployed = { readonly logicalId: string; readonly key: string };

/**
 * What an update of the app's stack takes away, as CloudFormation would in a sandbox: a table that is no longer defined is
 * deleted with its items, one with another key is replaced. What the app defined last is kept in the data folder, so this
 * holds across starts; tables that were made through the API are not touched.
 */
export class StackChanges {
  readonly #file: string;
  readonly #bus: Bus;

  constructor(dataFolder: string, bus: Bus) {
    this.#file = path.join(dataFolder, 'services', 'deployed.json');
    this.#bus = bus;
  }

  /** Names of the tables whose key is another than when they were made. */
  toReplace(resources: readonly Resource[]): ReadonlySet<string> {
    const before = this.#deployed();
    const changed = [...tablesOf(resources)].filter(([name, { key }]) => (before.get(name)?.key ?? key) !== key);
    return new Set(changed.map(([name]) => name));
  }

  /**
   * Before the services get the resources for good, and after they took all others: deletes tables that are to be
   * replaced. Answers what was lost.
   * @throws OfflineError naming the table that cannot be deleted
   */
  async replace(resources: readonly Resource[]): Promise<string[]> {
    const names = this.toReplace(resources);
    const lost: string[] = [];
    for (const [name, { logicalId }] of tablesOf(resources)) {
      if (!names.has(name)) continue;
      const { isDeleted, reason } = await this.#delete(name);
      if (reason !== undefined) {
        throw new OfflineError(
          `${logicalId}: its key changed, but the table ${name} cannot be replaced: ${reason}`,
          'Give the table another name in the definition, or mend the reason; its items are untouched.',
        );
      }
      if (isDeleted) lost.push(`${logicalId}: its key changed, so the table was replaced; its items are gone.`);
    }
    return lost;
  }

  /**
   * After the services took the resources: deletes tables that are no longer defined. Answers what was lost, and what
   * could not be deleted; that is tried again at the next start.
   */
  async remove(resources: readonly Resource[]): Promise<string[]> {
    const now = tablesOf(resources);
    const lost: string[] = [];
    const left: [string, Deployed][] = [];
    for (const [name, table] of this.#deployed()) {
      if (now.has(name)) continue;
      const { isDeleted, reason } = await this.#delete(name);
      if (isDeleted) lost.push(`${table.logicalId}: no longer defined, so the table was deleted with its items.`);
      if (reason === undefined) continue;
      lost.push(`${table.logicalId}: no longer defined, but the table ${name} stays with its items: ${reason}`);
      left.push([name, table]);
    }
    const text = JSON.stringify({ tables: Object.fromEntries([...now, ...left]) });
    if (!existsSync(this.#file) || readFileSync(this.#file, 'utf8') !== text) writeWhole(this.#file, text);
    return lost;
  }

  #deployed(): Tables {
    const tables = objectOf(readOwnJson(this.#file).tables);
    return new Map(
      Object.entries(tables).map(([name, table]) => {
        const { logicalId, key } = objectOf(table);
        return [name, { logicalId: textOf(logicalId), key: textOf(key) }];
      }),
    );
  }

  /** Not deleted and no reason: the table is gone already. */
  async #delete(name: string): Promise<{ isDeleted: boolean; reason?: string }> {
    try {
      await this.#bus.port('dynamodb').execute('DeleteTable', { TableName: name }, ADMINISTRATOR);
      return { isDeleted: true };
    } catch (error) {
      if (error instanceof ServiceError && error.code === 'ResourceNotFoundException') return { isDeleted: false };
      return { isDeleted: false, reason: error instanceof Error ? error.message : String(error) };
    }
  }
}

function tablesOf(resources: readonly Resource[]): Tables {
  return new Map(
    resources
      .filter(({ type }) => TABLES.has(type))
      .map(({ ref, logicalId, properties }) => {
        const keySchema = listOf(properties.KeySchema ?? properties.keySchema).map(objectOf);
        const attributes = listOf(properties.AttributeDefinitions ?? properties.attributeDefinitions).map(objectOf);
        const text = (object: Readonly<Record<string, unknown>>, name: string) =>
          textOf(object[name] ?? object[name.charAt(0).toLowerCase() + name.slice(1)]);
        const key = keySchema.map((part) => {
          const name = text(part, 'AttributeName');
          const definition = attributes.find((attribute) => text(attribute, 'AttributeName') === name) ?? {};
          return `${name} ${text(part, 'KeyType')} ${text(definition, 'AttributeType')}`;
        });
        return [ref, { logicalId, key: key.join(', ') }];
      }),
  );
}
