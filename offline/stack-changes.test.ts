import { afterEach, beforeEach, expect, test } from 'vitest';
import { ADMINISTRATOR } from './kernel/principal.ts';
import type { Resource } from './kernel/resource.ts';
import { type StartedServices, startServices } from './kernel/testing.ts';
import { dynamodb } from './services/dynamodb/index.ts';
import { StackChanges } from './stack-changes.ts';

let started: StartedServices;
const instance = () => started.bus.port('dynamodb');

beforeEach(async () => {
  started = await startServices([dynamodb], { resources: [table('Task', 'id'), table('Note', 'id')] });
  await instance().execute('PutItem', { TableName: 'Task', Item: { id: { S: '1' } } }, ADMINISTRATOR);
  await changes().remove([table('Task', 'id'), table('Note', 'id')]);
});
afterEach(() => started.stop());

const table = (name: string, key: string, type = 'S'): Resource => ({
  ...{ logicalId: `${name}Table`, stackPath: 'root', ref: name, attributes: {}, path: name },
  type: 'AWS::DynamoDB::Table',
  properties: {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: key, AttributeType: type }],
  },
});
/** As after a restart: what was deployed is in the data folder. */
const changes = () => new StackChanges(started.folder, started.bus);
const tables = async () => (await instance().execute('ListTables', {}, ADMINISTRATOR)).TableNames;

test('a table that the app defines no longer is deleted, one that was made through the API is not', async () => {
  await instance().execute('CreateTable', { ...table('Own', 'id').properties }, ADMINISTRATOR);
  const lost = await changes().remove([table('Task', 'id')]);
  expect(lost).toEqual(['NoteTable: no longer defined, so the table was deleted with its items.']);
  expect(await tables()).toEqual(['Own', 'Task']);
  expect(await changes().remove([table('Task', 'id')])).toEqual([]);
});

test('a table with another key, or another type of it, is replaced and its loss told', async () => {
  expect(await changes().replace([table('Task', 'id'), table('Note', 'name')])).toEqual([
    'NoteTable: its key changed, so the table was replaced; its items are gone.',
  ]);
  expect(await changes().replace([table('Task', 'id', 'N')])).toHaveLength(1);
  expect(await tables()).toEqual([]);
});

test('a table that will be replaced can be told before anything is deleted', async () => {
  expect([...changes().toReplace([table('Task', 'id'), table('Note', 'name'), table('New', 'id')])]).toEqual(['Note']);
  expect(await tables()).toEqual(['Note', 'Task']);
});

test('a table that stays keeps its items', async () => {
  const same = [table('Task', 'id'), table('Note', 'id')];
  expect([...(await changes().replace(same)), ...(await changes().remove(same))]).toEqual([]);
  const { Count } = await instance().execute('Scan', { TableName: 'Task' }, ADMINISTRATOR);
  expect(Count).toBe(1);
});

test('a table that is gone already is not told again', async () => {
  await instance().execute('DeleteTable', { TableName: 'Note' }, ADMINISTRATOR);
  expect(await changes().remove([table('Task', 'id')])).toEqual([]);
});

test('a table that cannot be deleted is told by its name with the reason, until it is gone', async () => {
  const protect = (DeletionProtectionEnabled: boolean) =>
    instance().execute('UpdateTable', { TableName: 'Note', DeletionProtectionEnabled }, ADMINISTRATOR);
  await protect(true);
  const told = [
    expect.stringMatching(/^NoteTable: no longer defined, but the table Note stays with its items: .*protected/),
  ];
  expect(await changes().remove([table('Task', 'id')])).toEqual(told);
  expect(await changes().remove([table('Task', 'id')])).toEqual(told);
  await expect(changes().replace([table('Task', 'id'), table('Note', 'name')])).rejects.toThrow(
    /^NoteTable: its key changed, but the table Note cannot be replaced: .*protected/,
  );
  await protect(false);
  expect(await changes().remove([table('Task', 'id')])).toHaveLength(1);
  expect(await tables()).toEqual(['Task']);
});
