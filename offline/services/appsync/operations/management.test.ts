import {
  AppSyncClient,
  EvaluateCodeCommand,
  EvaluateMappingTemplateCommand,
  ListGraphqlApisCommand,
} from '@aws-sdk/client-appsync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Principal } from '../../../kernel/principal.ts';
import { type StartedServices, startServices } from '../../../kernel/testing.ts';
import { appsync } from '../index.ts';

const role: Principal = { kind: 'role', roleArn: 'arn:aws:iam::123456789012:role/tester', sessionName: 's' };
const code = new EvaluateCodeCommand({
  runtime: { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' },
  code: 'export const request = () => 1; export const response = () => 2;',
  context: '{}',
});
const template = new EvaluateMappingTemplateCommand({ template: '$ctx.args', context: '{}' });

let services: StartedServices;
beforeAll(async () => {
  services = await startServices([appsync]);
});
afterAll(() => services.stop());

const clientOf = (principal: Principal) =>
  new AppSyncClient({
    ...services.client,
    credentials: services.credentials.issue(principal, services.clock.now() + 3_600_000),
  });

test('a role may evaluate what its policy says', async () => {
  const client = clientOf(role);
  const action = (name: string) => {
    services.policies.replace(
      new Map([['arn:aws:iam::123456789012:role/tester', [{ Effect: 'Allow', Action: name, Resource: '*' }]]]),
    );
  };
  action('appsync:EvaluateCode');
  expect((await client.send(code)).evaluationResult).toBe('1');
  await expect(client.send(template)).rejects.toMatchObject({
    name: 'AccessDeniedException',
    $metadata: { httpStatusCode: 403 },
  });
  action('appsync:EvaluateMappingTemplate');
  expect((await client.send(template)).evaluationResult).toBe('{}');
  await expect(client.send(code)).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test('a request with a signature that does not hold, or with none, is refused', async () => {
  const client = new AppSyncClient({
    ...services.client,
    credentials: { accessKeyId: 'offline', secretAccessKey: 'wrong' },
  });
  await expect(client.send(code)).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  const unsigned = await fetch(`${services.endpoint}/v1/dataplane-evaluatecode`, { method: 'POST', body: '{}' });
  expect(unsigned.status).toBe(403);
});

test('input of the wrong form is a bad request', async () => {
  const client = new AppSyncClient(services.client);
  const wrong = new EvaluateCodeCommand({ ...code.input, function: 'other' });
  await expect(client.send(wrong)).rejects.toMatchObject({ name: 'BadRequestException' });
});

test('an operation that is not emulated says so', async () => {
  await expect(new AppSyncClient(services.client).send(new ListGraphqlApisCommand())).rejects.toMatchObject({
    name: 'UnknownOperationException',
  });
});
