import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dynamodb } from '../services/dynamodb/index.ts';
import { type StartedServices, startServices } from './testing.ts';

const DAY_MS = 86_400_000;
let services: StartedServices;
beforeEach(async () => {
  services = await startServices([dynamodb]);
});
afterEach(() => services.stop());

const list = (configuration: object = {}) =>
  new DynamoDBClient({ ...services.client, ...configuration }).send(new ListTablesCommand());

describe('the time of a signature', () => {
  test('may be the machine’s or the moved clock’s', async () => {
    services.clock.setOffset(30 * DAY_MS);
    await expect(list()).resolves.toMatchObject({ TableNames: [] });
    await expect(list({ systemClockOffset: 30 * DAY_MS })).resolves.toMatchObject({ TableNames: [] });
  });
  test('is refused where it is neither', async () => {
    services.clock.setOffset(30 * DAY_MS);
    await expect(list({ systemClockOffset: 10 * DAY_MS })).rejects.toMatchObject({ name: 'RequestExpired' });
    services.clock.setOffset(0);
    await expect(list({ systemClockOffset: -DAY_MS })).rejects.toMatchObject({ name: 'RequestExpired' });
  });
});

test('another secret, or another key, is refused with AWS’s codes', async () => {
  const credentials = { accessKeyId: 'offline', secretAccessKey: 'other' };
  await expect(list({ credentials })).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  const unknown = { accessKeyId: 'AKIANOBODY', secretAccessKey: 'offline' };
  await expect(list({ credentials: unknown })).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
});
