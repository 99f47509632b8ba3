import { signUp, updateUserAttribute } from 'aws-amplify/auth';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoPassword, personOf } from './people.ts';
import { claimsOf } from './tokens.ts';

describe('an account', () => {
  beforeAll(async () => {
    await personOf('developer@demo.test');
  });

  it('cannot be made by oneself', async () => {
    const options = { userAttributes: { email: 'stranger@demo.test' } };
    await expect(signUp({ username: 'stranger@demo.test', password: demoPassword, options })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
  });

  it('cannot move itself to another organization', async () => {
    const userAttribute = { attributeKey: 'custom:organization', value: 'other' };
    await expect(updateUserAttribute({ userAttribute })).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    const { accessToken } = await personOf('developer@demo.test');
    expect(claimsOf(accessToken).org_read).toBe('demo');
  });

  it('cannot give itself a capability, since no attribute stands for one', async () => {
    for (const attributeKey of ['custom:role', 'org_manage']) {
      await expect(updateUserAttribute({ userAttribute: { attributeKey, value: 'demo' } })).rejects.toThrow();
    }
  });

  it('has tokens of an hour, with the capabilities of its role and no others', async () => {
    const { accessToken, idToken } = await personOf('developer@demo.test');
    for (const claims of [claimsOf(accessToken), claimsOf(idToken)]) {
      expect(Number(claims.exp) - Number(claims.iat)).toBe(3600);
      expect(claims).toMatchObject({ org_read: 'demo', 'cognito:groups': ['developer'] });
      for (const capability of ['org_chat', 'org_manage', 'org_design']) expect(claims).not.toHaveProperty(capability);
    }
  });
});
