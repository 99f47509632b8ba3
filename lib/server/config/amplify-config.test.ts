import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { getAmplifyConfig, getConnectSources } from './amplify-config.ts';

const cloud = {
  version: '1.4',
  auth: {
    aws_region: 'eu-west-1',
    user_pool_id: 'eu-west-1_abcdefghi',
    user_pool_client_id: 'client',
    identity_pool_id: 'eu-west-1:0000',
  },
  data: {
    aws_region: 'eu-west-1',
    url: 'https://abc.appsync-api.eu-west-1.amazonaws.com/graphql',
    default_authorization_type: 'AMAZON_COGNITO_USER_POOLS',
    authorization_types: [],
  },
};
const offline = { ...cloud, data: { ...cloud.data, url: 'HTTP://localhost:4599/graphql' } };

let folder = '';
let file = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outputs-'));
  file = join(folder, 'amplify_outputs.json');
  vi.stubEnv('AMPLIFY_OUTPUTS', file);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

describe('the configuration that server and browser share', () => {
  it('keeps the GraphQL address to the letter: its upper case is what keeps an offline socket on ws:', async () => {
    await writeFile(file, JSON.stringify(offline));
    expect((await getAmplifyConfig()).API?.GraphQL?.endpoint).toBe('HTTP://localhost:4599/graphql');
  });

  it('takes the user pool endpoint from the environment, and AWS without one', async () => {
    await writeFile(file, JSON.stringify(cloud));
    expect((await getAmplifyConfig()).Auth?.Cognito.userPoolEndpoint).toBeUndefined();
    vi.stubEnv('AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', 'http://127.0.0.1:4599');
    expect((await getAmplifyConfig()).Auth?.Cognito.userPoolEndpoint).toBe('http://127.0.0.1:4599');
  });

  it('hands out no identity pool', async () => {
    await writeFile(file, JSON.stringify(cloud));
    expect(JSON.stringify(await getAmplifyConfig())).not.toContain('eu-west-1:0000');
  });

  it('follows the file when a backend on another port writes it again', async () => {
    await writeFile(file, JSON.stringify(cloud));
    await getAmplifyConfig();
    await writeFile(file, JSON.stringify(offline));
    await utimes(file, new Date(), new Date(Date.now() + 5000));
    expect((await getAmplifyConfig()).API?.GraphQL?.endpoint).toBe('HTTP://localhost:4599/graphql');
  });

  it('names the file and the remedy when there is none', async () => {
    await expect(getAmplifyConfig()).rejects.toThrow(`${file}. Start one with "npm run offline"`);
  });

  it('names the field that is missing', async () => {
    await writeFile(file, JSON.stringify({ ...cloud, data: { aws_region: 'eu-west-1' } }));
    await expect(getAmplifyConfig()).rejects.toThrow('data.url');
  });
});

describe('where the browser may connect to', () => {
  it('is AppSync, its realtime host and the user pool in the cloud', async () => {
    await writeFile(file, JSON.stringify(cloud));
    expect(await getConnectSources()).toEqual([
      'https://cognito-idp.eu-west-1.amazonaws.com',
      'https://abc.appsync-api.eu-west-1.amazonaws.com',
      'wss://abc.appsync-realtime-api.eu-west-1.amazonaws.com',
    ]);
  });

  it('is the one bucket, too, in the cloud and offline', async () => {
    const storage = { aws_region: 'eu-west-1', bucket_name: 'files-1' };
    await writeFile(file, JSON.stringify({ ...cloud, storage }));
    expect(await getConnectSources()).toContain('https://files-1.s3.eu-west-1.amazonaws.com');
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:4599');
    const sources = await getConnectSources();
    expect(sources).toContain('http://127.0.0.1:4599');
    expect(sources.join()).not.toContain('files-1');
  });

  it('is the one port of an offline backend, by HTTP and WebSocket', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', 'http://localhost:4599');
    await writeFile(file, JSON.stringify(offline));
    expect(new Set(await getConnectSources())).toEqual(new Set(['http://localhost:4599', 'ws://localhost:4599']));
  });
});
