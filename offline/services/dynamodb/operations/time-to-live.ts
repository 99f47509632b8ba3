import { invalid, namedTableNotFound } from '../failures.ts';
import { authorize, type Call, defineOperation } from '../operation.ts';
import { type DynamoState, tableName as nameOf } from '../state.ts';
import { refreshExpiry } from '../tables/relations.ts';
import type { Table } from '../tables/table.ts';
import { boolean, required, structure, tableName } from '../validation/shapes.ts';

type Specification = { AttributeName: string; Enabled: boolean };

export const updateTimeToLive = defineOperation<{ TableName: string; TimeToLiveSpecification: Specification }>({
  members: {
    TableName: tableName,
    TimeToLiveSpecification: structure(
      'TimeToLiveSpecification',
      { Enabled: required(boolean), AttributeName: { kind: 'string', required: true, min: 1, max: 255 } },
      true,
    ),
  },
  execute(state, { TableName, TimeToLiveSpecification: specification }, call) {
    const table = find(state, call, 'UpdateTimeToLive', TableName);
    const current = table.definition.ttl;
    if (current?.enabled && specification.Enabled) {
      throw invalid(
        current.attribute === specification.AttributeName
          ? 'TimeToLive is already enabled'
          : `TimeToLive is active on a different AttributeName: current AttributeName is ${current.attribute}`,
      );
    }
    if (!current?.enabled && !specification.Enabled) throw invalid('TimeToLive is already disabled');
    setTimeToLive(state, table, { attribute: specification.AttributeName, enabled: specification.Enabled });
    return { TimeToLiveSpecification: specification };
  },
});

export const describeTimeToLive = defineOperation<{ TableName: string }>({
  members: { TableName: tableName },
  execute(state, { TableName }, call) {
    const { ttl } = find(state, call, 'DescribeTimeToLive', TableName).definition;
    return {
      TimeToLiveDescription: ttl?.enabled
        ? { TimeToLiveStatus: 'ENABLED', AttributeName: ttl.attribute }
        : { TimeToLiveStatus: 'DISABLED' },
    };
  },
});

/** Turns expiry on or off and marks the items that are there. */
export function setTimeToLive(state: DynamoState, table: Table, ttl: { attribute: string; enabled: boolean }): Table {
  return state.transaction(() => {
    const changed = state.change(table, { ...table.definition, ttl });
    refreshExpiry(state.store, changed);
    state.onExpiryChange();
    return changed;
  });
}

function find(state: DynamoState, call: Call, action: string, name: string): Table {
  authorize(state, call, action, state.tableArn(nameOf(name)));
  const table = state.find(name);
  if (!table) throw namedTableNotFound(nameOf(name));
  return table;
}
