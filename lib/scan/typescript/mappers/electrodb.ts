import { field, literalOf, options } from '../../code/value.ts';
import type { ScriptValue } from '../../script/evaluation.ts';
import {
  type Chain,
  chainsOf,
  condition,
  isMadeBy,
  type MadeValue,
  type Mapper,
  type MapperCall,
  madeOf,
} from './mapper.ts';

const operations: Readonly<Record<string, string>> = {
  get: 'GetItem',
  put: 'PutItem',
  create: 'PutItem',
  upsert: 'UpdateItem',
  update: 'UpdateItem',
  patch: 'UpdateItem',
  delete: 'DeleteItem',
  remove: 'DeleteItem',
};
const batches: Readonly<Record<string, string>> = {
  get: 'BatchGetItem',
  put: 'BatchWriteItem',
  delete: 'BatchWriteItem',
};

/** ElectroDB: `orders.query.byStatus({ … })`, `service.entities.order.get({ … })`, `service.collections.account({ … })`. */
export const electrodb: Mapper = {
  packageName: 'electrodb',
  calls(evaluator, node) {
    const callee = evaluator.evaluate(node.expression);
    const [first] = node.arguments ?? [];
    const isMany = first !== undefined && evaluator.evaluate(first).kind === 'list';
    return chainsOf(callee).flatMap((chain) => callsOf(chain, isMany));
  },
};

function callsOf({ made, names }: Chain, isMany: boolean): MapperCall[] {
  if (isMadeBy(made, 'electrodb', /^Entity$/)) return entityCalls(made, names, isMany, tableOf(made));
  if (!isMadeBy(made, 'electrodb', /^Service$/)) return [];
  const [kind, name, ...rest] = names;
  const [entities] = made.inputs().positional;
  const entity = name === undefined ? undefined : madeOf(field(entities, name));
  const table = tableOf(made) ?? (entity && tableOf(entity));
  if (kind === 'entities' && entity) return entityCalls(entity, rest, isMany, table);
  if (kind === 'transaction')
    return [
      {
        operation: name === 'get' ? 'TransactGetItems' : 'TransactWriteItems',
        table: table ?? tableOfAny(entities),
        confidence: 0.9,
      },
    ];
  if (kind !== 'collections' || name === undefined || rest.length > 0) return [];
  return collectionCalls(entities, name, tableOf(made));
}

const tableOf = (made: MadeValue): ScriptValue | undefined => field(made.inputs().positional[1], 'table');

const tableOfAny = (entities: ScriptValue | undefined) =>
  entitiesIn(entities)
    .map(tableOf)
    .find((one) => one !== undefined);

const entitiesIn = (entities: ScriptValue | undefined): MadeValue[] =>
  entities?.kind === 'record' ? [...entities.fields.values()].flatMap((one) => madeOf(one) ?? []) : [];

function entityCalls(
  entity: MadeValue,
  names: readonly string[],
  isMany: boolean,
  table: ScriptValue | undefined,
): MapperCall[] {
  const [method = '', access] = names;
  if (method === 'query' && access !== undefined && names.length === 2) {
    const index = field(field(entity.inputs().positional[0], 'indexes'), access);
    return [{ operation: 'Query', table, ...keysOf(index), confidence: 0.9 }];
  }
  if (method === 'scan') return names.length === 2 ? [{ operation: 'Scan', table, confidence: 0.9 }] : [];
  if (names.length !== 1) return [];
  if (method === 'find' || method === 'match') return [{ operation: 'Query', table, confidence: 0.6 }];
  const operation = (isMany ? batches[method] : undefined) ?? operations[method];
  return operation === undefined ? [] : [{ operation, table, confidence: 0.9 }];
}

/** A collection is one query over the index that its entities share. */
function collectionCalls(
  entities: ScriptValue | undefined,
  collection: string,
  table: ScriptValue | undefined,
): MapperCall[] {
  for (const entity of entitiesIn(entities)) {
    const indexes = field(entity.inputs().positional[0], 'indexes');
    for (const index of indexes?.kind === 'record' ? indexes.fields.values() : []) {
      const given = options(field(index, 'collection')).flatMap((one) => (one.kind === 'list' ? one.items : [one]));
      if (!given.some((one) => literalOf(one) === collection)) continue;
      return [{ operation: 'Query', table: table ?? tableOf(entity), ...keysOf(index), confidence: 0.9 }];
    }
  }
  return [];
}

function keysOf(index: ScriptValue | undefined): Pick<MapperCall, 'index' | 'keyCondition'> {
  const partition = literalOf(field(field(index, 'pk'), 'field'));
  const sort = literalOf(field(field(index, 'sk'), 'field'));
  const operator = { name: sort ?? '', operator: 'begins_with' };
  return {
    index: literalOf(field(index, 'index')),
    keyCondition: condition(partition, sort === undefined ? undefined : operator),
  };
}
