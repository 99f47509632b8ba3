import { ServiceError } from '../../../kernel/errors.ts';
import { principalArn } from '../../../kernel/principal.ts';
import { invalid, invalidParameter } from '../failures.ts';
import { authorize, type Call, defineOperation } from '../operation.ts';
import type { DynamoState } from '../state.ts';
import { tags } from '../tables/input.ts';
import type { Table } from '../tables/table.ts';
import { list, string } from '../validation/shapes.ts';

const MOST_TAGS = 50;

export const tagResource = defineOperation<{ ResourceArn?: string; Tags?: { Key: string; Value: string }[] }>({
  members: { ResourceArn: string, Tags: tags },
  execute(state, { ResourceArn, Tags }, call) {
    const table = find(state, call, 'TagResource', ResourceArn, () => {
      if (!Tags) throw missing('tags');
      if (Tags.length === 0) throw invalid('Atleast one Tag needs to be provided as Input.');
    });
    const all = { ...table.definition.tags, ...Object.fromEntries((Tags ?? []).map(({ Key, Value }) => [Key, Value])) };
    if (Object.keys(all).length > MOST_TAGS) throw invalidParameter('Too many tags: a table has at most 50');
    state.change(table, { ...table.definition, tags: all });
    return {};
  },
});

export const untagResource = defineOperation<{ ResourceArn?: string; TagKeys?: string[] }>({
  members: { ResourceArn: string, TagKeys: list(string) },
  execute(state, { ResourceArn, TagKeys }, call) {
    const table = find(state, call, 'UntagResource', ResourceArn, () => {
      if (!TagKeys) throw missing('tagKeys');
      if (TagKeys.length === 0) throw invalid('Atleast one Tag Key needs to be provided as Input.');
    });
    const kept = Object.entries(table.definition.tags).filter(([key]) => !TagKeys?.includes(key));
    state.change(table, { ...table.definition, tags: Object.fromEntries(kept) });
    return {};
  },
});

export const listTagsOfResource = defineOperation<{ ResourceArn?: string }>({
  members: { ResourceArn: string, NextToken: string },
  execute(state, { ResourceArn }, call) {
    const table = find(state, call, 'ListTagsOfResource', ResourceArn);
    return { Tags: Object.entries(table.definition.tags).map(([Key, Value]) => ({ Key, Value })) };
  },
});

const missing = (member: string) =>
  invalid(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );

function find(state: DynamoState, call: Call, action: string, arn: string | undefined, check?: () => void): Table {
  if (arn === undefined) throw invalid('Invalid TableArn');
  const { account } = state.context;
  const refusal = () =>
    new ServiceError(
      'AccessDeniedException',
      `User: ${principalArn(call.principal, account)} is not authorized to perform: dynamodb:${action} on resource: ${arn || '*'}`,
    );
  const match = /^arn:aws:dynamodb:[^:]+:(\d+):table\/([^/]{3,})$/.exec(arn);
  if (!match) throw invalid(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
  check?.();
  if (match[1] !== account) throw refusal();
  authorize(state, call, action, arn);
  const table = state.find(match[2] ?? '');
  if (!table) {
    throw new ServiceError('ResourceNotFoundException', `Requested resource not found: ResourcArn: ${arn} not found`);
  }
  return table;
}
