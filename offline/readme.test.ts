import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { README, supportReport, withReport } from './assembly/support-report.ts';
import { TYPE_RULES } from './assembly/support-table.ts';
import type { Resource } from './kernel/resource.ts';
import { type StartedServices, startServices } from './kernel/testing.ts';
import { loadServices } from './services/registry.ts';

const readme = readFileSync(README, 'utf8');

test('the tables of resources are those that a start judges by (node offline/assembly/support-report.ts)', async () => {
  expect(readme).toBe(withReport(readme, supportReport(await loadServices())));
});

test('a type that a service takes has no rule as one that none takes', async () => {
  const taken = (await loadServices()).flatMap(({ resources }) => Object.keys(resources));
  expect(taken.filter((type) => Object.hasOwn(TYPE_RULES, type))).toEqual([]);
});

describe('the service of the recipe', () => {
  let folder: string;
  let started: StartedServices;

  beforeAll(async () => {
    // Beside the packages, so that its imports of them are found, and with the kernel where it expects it.
    const cache = path.join(import.meta.dirname, '..', 'node_modules', '.cache');
    mkdirSync(cache, { recursive: true });
    folder = mkdtempSync(path.join(cache, 'recipe-'));
    cpSync(path.join(import.meta.dirname, 'kernel'), path.join(folder, 'kernel'), { recursive: true });
    for (const [, name = '', code = ''] of readme.matchAll(/```ts\n\/\/ (services\/\S+)\n(.*?)```/gs)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), code);
    }
    const services = await loadServices(path.join(folder, 'services'));
    started = await startServices(services, { resources: services.flatMap(({ resources }) => streamOf(resources)) });
  });
  afterAll(async () => {
    await started.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const streamOf = (resources: Awaited<ReturnType<typeof loadServices>>[number]['resources']): Resource[] => {
    const identity = resources['AWS::Kinesis::Stream']?.identify({
      ...{ logicalId: 'Clicks', stackPath: 'app', region: 'us-east-1', account: '123456789012', endpoint: '' },
      property: () => undefined,
      physicalName: () => 'app-Clicks-abc',
      letters: () => 'abc',
    });
    const common = { logicalId: 'Clicks', stackPath: 'app', path: 'app/Clicks', type: 'AWS::Kinesis::Stream' };
    return identity ? [{ ...common, ref: identity.ref, attributes: identity.attributes ?? {}, properties: {} }] : [];
  };

  /** A request as the stock client of a JSON service makes it. */
  async function call(operation: string, input: object, secretAccessKey = 'offline') {
    const { hostname, port, host } = new URL(started.endpoint);
    const signer = new SignatureV4({
      ...{ service: 'kinesis', region: 'us-east-1', sha256: Sha256 },
      credentials: { accessKeyId: 'offline', secretAccessKey },
    });
    const body = JSON.stringify(input);
    const headers = {
      host,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `Kinesis_20131202.${operation}`,
    };
    const request = { method: 'POST', protocol: 'http:', path: '/', hostname, port: Number(port), headers, body };
    const signed = await signer.sign(request);
    const response = await fetch(started.endpoint, { method: 'POST', headers: signed.headers, body });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  test('is found by its folder and answers the stream that the app defines', async () => {
    const record = { StreamName: 'app-Clicks-abc', PartitionKey: 'a', Data: 'aGVsbG8=' };
    expect(await call('PutRecord', record)).toEqual({
      status: 200,
      body: { ShardId: 'shardId-000000000000', SequenceNumber: '1' },
    });
    expect((await call('PutRecord', record)).body).toMatchObject({ SequenceNumber: '2' });
  });

  test('answers errors as AWS does', async () => {
    const record = { StreamName: 'missing', PartitionKey: 'a', Data: 'aGVsbG8=' };
    expect((await call('PutRecord', record)).body.__type).toBe('ResourceNotFoundException');
    expect((await call('PutRecord', { StreamName: 'a' })).body.__type).toBe('ValidationException');
    expect((await call('DescribeStream', {})).body.__type).toBe('UnknownOperationException');
    expect((await call('PutRecord', record, 'wrong')).body.__type).toMatch(/Signature/);
  });
});
