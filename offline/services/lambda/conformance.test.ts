// The cases that need no function: functions are made by the app's definition offline, and are covered beside this file.
import {
  DeleteFunctionConcurrencyCommand,
  GetAccountSettingsCommand,
  GetEventSourceMappingCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConformanceTarget, startTarget } from '../../kernel/conformance.ts';
import { lambda } from './index.ts';

let target: ConformanceTarget;
let client: LambdaClient;
beforeAll(async () => {
  target = await startTarget([lambda]);
  client = new LambdaClient(target.client);
});
afterAll(() => target.stop());

const missing = { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } };

describe('a function that does not exist', () => {
  test('is not found by any operation, with its ARN', async () => {
    const FunctionName = target.unique('missing');
    const message = expect.stringMatching(
      new RegExp(`^Function not found: arn:aws:lambda:[a-z0-9-]+:\\d{12}:function:${FunctionName}$`),
    ) as string;
    const asked = [
      client.send(new GetFunctionCommand({ FunctionName })),
      client.send(new GetFunctionConfigurationCommand({ FunctionName })),
      client.send(new InvokeCommand({ FunctionName })),
      client.send(new InvokeCommand({ FunctionName, InvocationType: 'Event' })),
    ];
    for (const answer of await Promise.allSettled(asked)) {
      expect(answer).toMatchObject({ status: 'rejected', reason: { ...missing, message } });
    }
  });
  test('has no settings', async () => {
    const FunctionName = target.unique('missing');
    const asked = [
      client.send(new GetPolicyCommand({ FunctionName })),
      client.send(new GetFunctionEventInvokeConfigCommand({ FunctionName })),
      client.send(new DeleteFunctionConcurrencyCommand({ FunctionName })),
    ];
    for (const answer of await Promise.allSettled(asked)) {
      expect(answer).toMatchObject({ status: 'rejected', reason: missing });
    }
  });
});

test('a mapping that does not exist is not found', async () => {
  const UUID = '00000000-0000-4000-8000-000000000000';
  await expect(client.send(new GetEventSourceMappingCommand({ UUID }))).rejects.toMatchObject(missing);
});

test('mappings of a source that has none are an empty list', async () => {
  const EventSourceArn = `arn:aws:sqs:us-east-1:123456789012:${target.unique('none')}`;
  const { EventSourceMappings } = await client.send(new ListEventSourceMappingsCommand({ EventSourceArn }));
  expect(EventSourceMappings).toEqual([]);
});

test('functions are listed in pages', async () => {
  const { Functions, $metadata } = await client.send(new ListFunctionsCommand({ MaxItems: 1 }));
  expect($metadata.httpStatusCode).toBe(200);
  expect((Functions ?? []).length).toBeLessThanOrEqual(1);
});

test('the account has its limits', async () => {
  const { AccountLimit, AccountUsage } = await client.send(new GetAccountSettingsCommand({}));
  expect(AccountLimit?.CodeSizeUnzipped).toBe(262_144_000);
  expect(AccountLimit?.UnreservedConcurrentExecutions).toBeLessThanOrEqual(AccountLimit?.ConcurrentExecutions ?? 0);
  expect(AccountUsage?.FunctionCount).toBeGreaterThanOrEqual(0);
});
