import {
  AddTagsToResourceCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  LabelParameterVersionCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  type PutParameterCommandInput,
  RemoveTagsFromResourceCommand,
  SSMClient,
  UnlabelParameterVersionCommand,
} from '@aws-sdk/client-ssm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ConformanceTarget, startTarget } from '../../kernel/conformance.ts';
import { ssm } from './index.ts';

let target: ConformanceTarget;
let client: SSMClient;
const made = new Set<string>();
beforeAll(async () => {
  target = await startTarget([ssm]);
  client = new SSMClient(target.client);
});
afterEach(async () => {
  const names = [...made];
  made.clear();
  for (let start = 0; start < names.length; start += 10) {
    await client.send(new DeleteParametersCommand({ Names: names.slice(start, start + 10) }));
  }
});
afterAll(() => target.stop());

const put = (Name: string, Value: string, more: Partial<PutParameterCommandInput> = {}) => {
  made.add(Name);
  return client.send(new PutParameterCommand({ Name, Value, Type: 'String', ...more }));
};
const get = async (Name: string, WithDecryption = false) =>
  (await client.send(new GetParameterCommand({ Name, WithDecryption }))).Parameter;

describe('versions and labels', () => {
  test('a version is named by its number or by a label', async () => {
    const name = `/${target.unique('case')}`;
    await put(name, 'one');
    await put(name, 'two', { Overwrite: true });
    const { InvalidLabels, ParameterVersion } = await client.send(
      new LabelParameterVersionCommand({ Name: name, ParameterVersion: 1, Labels: ['stable', '1st', 'awsome'] }),
    );
    expect([InvalidLabels?.toSorted(), ParameterVersion]).toEqual([['1st', 'awsome'], 1]);
    expect(await get(`${name}:stable`)).toMatchObject({ Value: 'one', Version: 1, Selector: ':stable' });
    expect(await get(`${name}:2`)).toMatchObject({ Value: 'two', Selector: ':2' });
    expect((await get(name))?.Selector).toBeUndefined();
  });

  test('a label moves, and is taken away', async () => {
    const name = `/${target.unique('case')}`;
    await put(name, 'one');
    await put(name, 'two', { Overwrite: true });
    await client.send(new LabelParameterVersionCommand({ Name: name, ParameterVersion: 1, Labels: ['live'] }));
    await client.send(new LabelParameterVersionCommand({ Name: name, Labels: ['live'] }));
    const { Parameters } = await client.send(new GetParameterHistoryCommand({ Name: name }));
    expect(Parameters?.map(({ Labels }) => Labels)).toEqual([[], ['live']]);
    const removed = await client.send(
      new UnlabelParameterVersionCommand({ Name: name, ParameterVersion: 2, Labels: ['live', 'other'] }),
    );
    expect([removed.RemovedLabels, removed.InvalidLabels]).toEqual([['live'], ['other']]);
    await expect(get(`${name}:live`)).rejects.toMatchObject({ name: 'ParameterVersionNotFound' });
  });

  test('a missing version is told from a missing parameter', async () => {
    const name = `/${target.unique('case')}`;
    await expect(get(`${name}:1`)).rejects.toMatchObject({ name: 'ParameterNotFound' });
    await put(name, 'one');
    await expect(get(`${name}:7`)).rejects.toMatchObject({ name: 'ParameterVersionNotFound' });
    const { Parameters, InvalidParameters } = await client.send(
      new GetParametersCommand({ Names: [`${name}:1`, `${name}-not`] }),
    );
    expect([Parameters?.[0]?.Selector, InvalidParameters]).toEqual([':1', [`${name}-not`]]);
  });
});

describe('limits', () => {
  test('of a tier, which can only go up', async () => {
    const name = `/${target.unique('case')}`;
    const large = 'x'.repeat(4097);
    await expect(put(name, large)).rejects.toMatchObject({ name: 'ValidationException' });
    expect((await put(name, large, { Tier: 'Intelligent-Tiering' })).Tier).toBe('Advanced');
    const down = put(name, 'small', { Tier: 'Standard', Overwrite: true });
    await expect(down).rejects.toMatchObject({ name: 'ValidationException' });
    const tooLarge = put(name, 'x'.repeat(8193), { Tier: 'Advanced', Overwrite: true });
    await expect(tooLarge).rejects.toMatchObject({ name: 'ValidationException' });
  });
  test('of names', async () => {
    const deep = `/${target.unique('case')}${'/x'.repeat(15)}`;
    await expect(put(deep, 'v')).rejects.toMatchObject({ name: 'HierarchyLevelLimitExceededException' });
    for (const name of ['aws-thing', '/ssm/x', 'with space', 'no/slash/first']) {
      await expect(put(name, 'v')).rejects.toMatchObject({ name: 'ValidationException' });
    }
    made.clear();
  });
  test('of a pattern', async () => {
    const name = `/${target.unique('case')}`;
    await put(name, '12', { AllowedPattern: '^\\d+$' });
    const wrong = put(name, 'twelve', { AllowedPattern: '^\\d+$', Overwrite: true });
    await expect(wrong).rejects.toMatchObject({ name: 'ParameterPatternMismatchException' });
  });
});

test('a path is listed level by level, in pages and by filters', async () => {
  const root = `/${target.unique('case')}`;
  for (const name of ['a', 'b', 'c/d'])
    await put(`${root}/${name}`, name, { Type: name === 'b' ? 'StringList' : 'String' });
  const list = async (more: object) => {
    const answer = await client.send(new GetParametersByPathCommand({ Path: root, ...more }));
    return [
      answer.Parameters?.map(({ Name }) => Name?.slice(root.length + 1)).toSorted(),
      answer.NextToken !== undefined,
    ];
  };
  expect(await list({})).toEqual([['a', 'b'], false]);
  expect(await list({ Recursive: true })).toEqual([['a', 'b', 'c/d'], false]);
  expect(await list({ ParameterFilters: [{ Key: 'Type', Values: ['StringList'] }] })).toEqual([['b'], false]);
  const first = await client.send(new GetParametersByPathCommand({ Path: root, Recursive: true, MaxResults: 2 }));
  const { NextToken } = first;
  const rest = await client.send(
    new GetParametersByPathCommand({ Path: root, Recursive: true, MaxResults: 2, NextToken }),
  );
  expect([...(first.Parameters ?? []), ...(rest.Parameters ?? [])]).toHaveLength(3);
  const wrong = list({ ParameterFilters: [{ Key: 'Name', Values: ['x'] }] });
  await expect(wrong).rejects.toMatchObject({ name: 'InvalidFilterKey' });
});

test('a secure value is shown where decryption is asked for', async () => {
  const name = `/${target.unique('case')}`;
  await put(name, 'hidden', { Type: 'SecureString' });
  expect((await get(name))?.Value).not.toContain('hidden');
  expect((await get(name, true))?.Value).toBe('hidden');
  const ParameterFilters = [{ Key: 'Name', Option: 'Equals', Values: [name] }];
  const { Parameters } = await client.send(new DescribeParametersCommand({ ParameterFilters }));
  expect(Parameters).toMatchObject([{ KeyId: 'alias/aws/ssm', Tier: 'Standard', Type: 'SecureString', Version: 1 }]);
});

test('tags are given, listed and taken', async () => {
  const name = `/${target.unique('case')}`;
  await put(name, 'v', { Tags: [{ Key: 'a', Value: '1' }] });
  const both = put(name, 'w', { Tags: [{ Key: 'b', Value: '2' }], Overwrite: true });
  await expect(both).rejects.toMatchObject({ name: 'ValidationException' });
  const at = { ResourceType: 'Parameter' as const, ResourceId: name };
  await client.send(new AddTagsToResourceCommand({ ...at, Tags: [{ Key: 'b', Value: '2' }] }));
  await client.send(new RemoveTagsFromResourceCommand({ ...at, TagKeys: ['a'] }));
  const { TagList } = await client.send(new ListTagsForResourceCommand(at));
  expect(TagList).toEqual([{ Key: 'b', Value: '2' }]);
  const missing = client.send(new ListTagsForResourceCommand({ ...at, ResourceId: `${name}-not` }));
  await expect(missing).rejects.toMatchObject({ name: 'InvalidResourceId' });
});
