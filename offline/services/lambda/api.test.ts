import {
  AddPermissionCommand,
  CreateFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  GetAccountSettingsCommand,
  GetAliasCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetPolicyCommand,
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  LambdaClient,
  ListAliasesCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
  PutFunctionConcurrencyCommand,
  paginateListFunctions,
  RemovePermissionCommand,
  TagResourceCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { describe, expect, test } from 'vitest';
import { resourceOf } from './testing.ts';
import { invocations, lambdaStarter } from './testing-start.ts';

const start = lambdaStarter();
const ECHO = 'export const handler = async (event) => event';
const FunctionName = 'one';
const arn = 'arn:aws:lambda:us-east-1:123456789012:function:one';
const payloadOf = async (client: LambdaClient, input: Partial<InvokeCommand['input']> = {}): Promise<unknown> => {
  const { Payload } = await client.send(new InvokeCommand({ FunctionName, ...input }));
  return JSON.parse(Buffer.from(Payload ?? []).toString()) as unknown;
};

describe('settings at run time', () => {
  const SHOW = 'export const handler = async (e, c) => [process.env.COLOR ?? null, c.memoryLimitInMB]';

  test('environment, memory and time change for the next event', async () => {
    const { client } = await start({ one: SHOW });
    expect(await payloadOf(client)).toEqual([null, '128']);
    const Environment = { Variables: { COLOR: 'green' } };
    const input = { FunctionName, MemorySize: 256, Timeout: 9, Environment };
    const changed = await client.send(new UpdateFunctionConfigurationCommand(input));
    expect(changed).toMatchObject({ MemorySize: 256, Timeout: 9, LastUpdateStatus: 'Successful' });
    expect(await payloadOf(client)).toEqual(['green', '256']);
  });

  test('stay over a restart, until the app defines the function otherwise', async () => {
    const first = await start({ one: SHOW });
    await first.client.send(new UpdateFunctionConfigurationCommand({ FunctionName, MemorySize: 256 }));
    await first.services.stop({ keep: true });
    const { folder } = first.services;
    const again = await start({ one: SHOW }, { folder });
    expect(await payloadOf(again.client)).toEqual([null, '256']);
    await again.services.stop({ keep: true });
    const redeployed = await start({ one: SHOW }, { folder, properties: { one: { Timeout: 20 } } });
    expect(await payloadOf(redeployed.client)).toEqual([null, '128']);
  });

  test('reserved variables are refused', async () => {
    const { client } = await start({ one: ECHO });
    const Environment = { Variables: { AWS_REGION: 'x' } };
    const command = new UpdateFunctionConfigurationCommand({ FunctionName, Environment });
    await expect(client.send(command)).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  });
});

describe('concurrency', () => {
  test('is reserved, told and given back; none at all throttles every call', async () => {
    const { client } = await start({ one: ECHO });
    await client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
    expect(await client.send(new GetFunctionConcurrencyCommand({ FunctionName }))).toMatchObject({
      ReservedConcurrentExecutions: 0,
    });
    await expect(client.send(new InvokeCommand({ FunctionName }))).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      retryAfterSeconds: '1',
      $metadata: { httpStatusCode: 429 },
    });
    await client.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    expect(await payloadOf(client, { Payload: Buffer.from('1') })).toBe(1);
  });
  test('leaves a hundred to functions without a reservation', async () => {
    const { client } = await start({ one: ECHO });
    const command = new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 901 });
    await expect(client.send(command)).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  });
});

describe('versions and aliases of the app', () => {
  const named = (type: string, ref: string, properties: object) => ({ ...resourceOf(type, ref, properties), ref });
  const resources = [
    named('AWS::Lambda::Version', `${arn}:1`, { FunctionName }),
    named('AWS::Lambda::Alias', `${arn}:live`, { FunctionName, Name: 'live', FunctionVersion: '1', Description: 'd' }),
  ];

  test('resolve to the function, which sees how it was called', async () => {
    const { client } = await start(
      { one: 'export const handler = async (e, c) => c.invokedFunctionArn' },
      { resources },
    );
    expect(await payloadOf(client)).toBe(arn);
    expect(await payloadOf(client, { Qualifier: 'live' })).toBe(`${arn}:live`);
    expect(await payloadOf(client, { FunctionName: `${arn}:1` })).toBe(`${arn}:1`);
    const { ExecutedVersion } = await client.send(new InvokeCommand({ FunctionName, Qualifier: 'live' }));
    expect(ExecutedVersion).toBe('1');
    const missing = client.send(new InvokeCommand({ FunctionName, Qualifier: 'dead' }));
    await expect(missing).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('are listed', async () => {
    const { client } = await start({ one: ECHO }, { resources });
    const { Aliases } = await client.send(new ListAliasesCommand({ FunctionName }));
    expect(Aliases).toMatchObject([{ Name: 'live', FunctionVersion: '1', AliasArn: `${arn}:live`, Description: 'd' }]);
    expect((await client.send(new GetAliasCommand({ FunctionName, Name: 'live' }))).Name).toBe('live');
    const { Versions } = await client.send(new ListVersionsByFunctionCommand({ FunctionName }));
    expect(Versions?.map(({ Version }) => Version)).toEqual(['$LATEST', '1']);
  });
});

describe('the rest of the API', () => {
  test('functions come in pages', async () => {
    const { client } = await start({ one: ECHO, two: ECHO, three: ECHO });
    const names: (string | undefined)[][] = [];
    for await (const { Functions } of paginateListFunctions({ client, pageSize: 2 }, {})) {
      names.push((Functions ?? []).map((one) => one.FunctionName));
    }
    expect(names).toEqual([['one', 'three'], ['two']]);
  });

  test('tags of the app and of the API', async () => {
    const properties = { one: { Tags: [{ Key: 'team', Value: 'blue' }] } };
    const { client } = await start({ one: ECHO }, { properties });
    await client.send(new TagResourceCommand({ Resource: arn, Tags: { level: '2' } }));
    expect((await client.send(new ListTagsCommand({ Resource: arn }))).Tags).toEqual({ team: 'blue', level: '2' });
    expect((await client.send(new GetFunctionCommand({ FunctionName }))).Tags).toEqual({ team: 'blue', level: '2' });
  });

  test('permissions are kept, shown and removed', async () => {
    const { client } = await start({ one: ECHO });
    const StatementId = 'from-s3';
    const permission = { Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com', SourceArn: 'arn:aws:s3:::b' };
    const { Statement } = await client.send(new AddPermissionCommand({ FunctionName, StatementId, ...permission }));
    expect(JSON.parse(Statement ?? '')).toEqual({
      Sid: StatementId,
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Resource: arn,
      Condition: { ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::b' } },
    });
    const twice = client.send(new AddPermissionCommand({ FunctionName, StatementId, ...permission }));
    await expect(twice).rejects.toMatchObject({ name: 'ResourceConflictException' });
    expect((await client.send(new GetPolicyCommand({ FunctionName }))).Policy).toContain(StatementId);
    await client.send(new RemovePermissionCommand({ FunctionName, StatementId }));
    const gone = client.send(new GetPolicyCommand({ FunctionName }));
    await expect(gone).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('the account’s limits know what is reserved', async () => {
    const { client } = await start({ one: ECHO }, { properties: { one: { ReservedConcurrentExecutions: 10 } } });
    const { AccountLimit, AccountUsage } = await client.send(new GetAccountSettingsCommand({}));
    expect([AccountLimit?.UnreservedConcurrentExecutions, AccountUsage?.FunctionCount]).toEqual([990, 1]);
  });

  test('creating a function is refused with the reason', async () => {
    const { client } = await start({});
    const input = { FunctionName: 'new', Role: 'arn:aws:iam::123456789012:role/r', Code: { ZipFile: Buffer.from('') } };
    const command = new CreateFunctionCommand(input);
    await expect(client.send(command)).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: expect.stringContaining('change amplify/') as string,
    });
  });

  test('a dry run checks what the caller may do', async () => {
    const { services } = await start({ one: ECHO });
    const roleArn = 'arn:aws:iam::123456789012:role/caller';
    const credentials = services.credentials.issue({ kind: 'role', roleArn, sessionName: 's' }, Date.now() + 60_000);
    const client = new LambdaClient({ ...services.client, credentials });
    const command = new InvokeCommand({ FunctionName, InvocationType: 'DryRun' });
    await expect(client.send(command)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('an answer as a stream', () => {
  const read = async (client: LambdaClient, Payload = '{}') => {
    const command = new InvokeWithResponseStreamCommand({
      FunctionName,
      LogType: 'Tail',
      Payload: Buffer.from(Payload),
    });
    const { EventStream } = await client.send(command);
    const chunks: string[] = [];
    let end: { ErrorCode?: string | undefined; ErrorDetails?: string | undefined; LogResult?: string | undefined } = {};
    for await (const event of EventStream ?? []) {
      if (event.PayloadChunk?.Payload) chunks.push(Buffer.from(event.PayloadChunk.Payload).toString());
      if (event.InvokeComplete) end = event.InvokeComplete;
    }
    return { chunks, end };
  };

  test('comes piece by piece, then its end with the log', async () => {
    const source = `export const handler = awslambda.streamifyResponse(async (event, stream) => {
      stream.write('a'); await new Promise((r) => setTimeout(r, 5)); stream.write('b'); stream.end() })`;
    const { client } = await start({ one: source });
    const { chunks, end } = await read(client);
    expect(chunks).toEqual(['a', 'b']);
    expect(Buffer.from(end.LogResult ?? '', 'base64').toString()).toContain('REPORT RequestId');
  });
  test('of a plain function comes at once; an error comes at the end', async () => {
    const { client } = await start({
      one: "export const handler = async (e) => { if (e.bad) throw new TypeError('no'); return { ok: 1 } }",
    });
    expect((await read(client)).chunks).toEqual(['{"ok":1}']);
    const { end } = await read(client, '{"bad":true}');
    expect([end.ErrorCode, JSON.parse(end.ErrorDetails ?? '')]).toMatchObject([
      'Unhandled',
      { errorType: 'TypeError' },
    ]);
  });
});

test('a trace goes on, and each invocation is told with what it was', async () => {
  const { services, client } = await start({ one: 'export const handler = async () => process.env._X_AMZN_TRACE_ID' });
  client.middlewareStack.add(
    (next) => (args) => {
      (args.request as { headers: Record<string, string> }).headers['X-Amzn-Trace-Id'] = 'Root=1-abc-def;Sampled=1';
      return next(args);
    },
    { step: 'build' },
  );
  expect(await payloadOf(client)).toMatch(/^Root=1-abc-def;Parent=[0-9a-f]{16};Sampled=1$/);
  const [entry] = await invocations(services, ({ length }) => length === 1);
  expect(entry).toMatchObject({ functionName: 'one', status: 'success', trigger: 'api', memoryMb: 128, payload: '{}' });
  expect(entry?.traceId).toContain('Root=1-abc-def');
  expect(entry?.logs.at(-1)).toContain('REPORT');
});
