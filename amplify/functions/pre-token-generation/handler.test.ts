import { expect, it } from 'vitest';
import { handler } from './handler.ts';

const event = (groups: string[], attributes: Record<string, string>) => ({
  version: '2',
  triggerSource: 'TokenGeneration_Authentication' as const,
  region: 'us-east-1',
  userPoolId: 'pool',
  userName: 'u1',
  callerContext: { awsSdkVersion: '3', clientId: 'client' },
  request: { userAttributes: attributes, groupConfiguration: { groupsToOverride: groups }, scopes: [] },
  response: { claimsAndScopeOverrideDetails: {} },
});

it('puts the capability claims into both tokens, the e-mail into the access token as well', async () => {
  const attributes = { 'custom:organization': 'demo', email: 'pm@demo.test' };
  const { response } = await handler(event(['project_manager'], attributes));
  const claims = { org_read: 'demo', org_chat: 'demo', org_manage: 'demo' };
  expect(response.claimsAndScopeOverrideDetails).toEqual({
    idTokenGeneration: { claimsToAddOrOverride: claims },
    accessTokenGeneration: { claimsToAddOrOverride: { ...claims, email: 'pm@demo.test' } },
  });
});
