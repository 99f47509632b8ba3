import { isDeepStrictEqual } from 'node:util';
import { DefinitionError, ServiceError } from '../../kernel/errors.ts';
import { readEach } from '../../kernel/read-each.ts';
import type { Resource } from '../../kernel/resource.ts';
import { setTimeToLive } from './operations/time-to-live.ts';
import { readTable, type TableResource } from './resources.ts';
import { type DynamoState, numbered } from './state.ts';
import { applyStream } from './tables/apply-stream.ts';
import { checkTable } from './tables/check-table.ts';
import { createDefinition } from './tables/create-definition.ts';
import type { IndexDefinition, TableDefinition } from './tables/definition.ts';
import type { Table } from './tables/table.ts';

/** Creates the app's tables, or brings those that are there in line and keeps their items. */
export function applyTables(state: DynamoState, resources: readonly Resource[]): void {
  for (const table of readEach(resources, readChecked)) applyTable(state, table);
}

function readChecked(resource: Resource): TableResource {
  const input = readTable(resource);
  try {
    checkTable(input);
    return input;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw new DefinitionError({
      logicalId: input.logicalId,
      reason: error.message,
      remedy: 'Correct the table in the template',
    });
  }
}

function applyTable(state: DynamoState, input: TableResource): void {
  const wanted = withLabel(createDefinition(state, input), input);
  const existing = state.find(input.TableName);
  let table = existing ? update(state, existing, wanted, input.logicalId) : state.create(wanted);
  if (!isDeepStrictEqual(table.definition.ttl, input.ttl)) {
    table = setTimeToLive(
      state,
      table,
      input.ttl ?? { attribute: table.definition.ttl?.attribute ?? '', enabled: false },
    );
  }
  if ((table.definition.recovery?.enabled ?? false) !== input.recovery) {
    const recovery = { enabled: input.recovery ?? false, since: state.clock.now() };
    state.change(table, { ...table.definition, recovery });
  }
}

function withLabel(definition: TableDefinition, input: TableResource): TableDefinition {
  return definition.stream ? { ...definition, stream: { ...definition.stream, label: input.streamLabel } } : definition;
}

function update(state: DynamoState, table: Table, wanted: TableDefinition, logicalId: string): Table {
  const current = table.definition;
  const keyType = (definition: TableDefinition, name: string) =>
    definition.attributes.find(({ AttributeName }) => AttributeName === name)?.AttributeType;
  const isSameKey =
    isDeepStrictEqual(current.keySchema, wanted.keySchema) &&
    current.keySchema.every(({ AttributeName: name }) => keyType(current, name) === keyType(wanted, name));
  if (!isSameKey) {
    throw new DefinitionError({
      logicalId,
      property: 'KeySchema',
      reason: `the table ${table.name} exists with another key`,
      remedy: 'Rename the table or run `npm run offline -- reset`; a key cannot change while items are there',
    });
  }
  const definition: TableDefinition = {
    ...wanted,
    uuid: current.uuid,
    createdAt: current.createdAt,
    tags: { ...current.tags, ...wanted.tags },
    ...(current.ttl && { ttl: current.ttl }),
    ...(current.recovery && { recovery: current.recovery }),
    ...(current.onDemandSince !== undefined && { onDemandSince: current.onDemandSince }),
    ...(!wanted.stream && current.stream && { stream: { ...current.stream, enabled: false } }),
    nextIndexId: current.nextIndexId,
    indexes: [],
  };
  definition.indexes = wanted.indexes.map((index) => keptIndex(current, wanted, index) ?? numbered(definition, index));
  if (isDeepStrictEqual(definition, current)) return table;
  return state.transaction(() => {
    const changed = state.change(table, definition);
    applyStream(state, table, changed);
    return changed;
  });
}

/** The index as it is there, if its keys are those wanted: then its entries stay. */
function keptIndex(
  current: TableDefinition,
  wanted: TableDefinition,
  index: IndexDefinition,
): IndexDefinition | undefined {
  const kept = current.indexes.find(({ name, isGlobal }) => name === index.name && isGlobal === index.isGlobal);
  if (!kept || !isDeepStrictEqual(kept.keySchema, index.keySchema)) return undefined;
  const type = (definition: TableDefinition, name: string) =>
    definition.attributes.find(({ AttributeName }) => AttributeName === name)?.AttributeType;
  const isSame = index.keySchema.every(({ AttributeName: name }) => type(current, name) === type(wanted, name));
  return isSame ? { ...index, id: kept.id } : undefined;
}
