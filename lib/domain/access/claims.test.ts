import { describe, expect, it } from 'vitest';
import { callerOfClaims, capabilityClaims, mayAct } from './claims.ts';

describe('capability claims', () => {
  it('name the organization for each capability of the role', () => {
    expect(capabilityClaims({ groups: ['project_manager'], organization: 'demo' })).toEqual({
      org_read: 'demo',
      org_chat: 'demo',
      org_manage: 'demo',
    });
    expect(capabilityClaims({ groups: ['architect'], organization: 'demo' })).toEqual({
      org_read: 'demo',
      org_chat: 'demo',
      org_design: 'demo',
    });
    expect(capabilityClaims({ groups: ['developer'], organization: 'demo' })).toEqual({ org_read: 'demo' });
  });

  it('add up over several roles', () => {
    const claims = capabilityClaims({ groups: ['architect', 'project_manager'], organization: 'demo' });
    expect(Object.keys(claims)).toEqual(['org_read', 'org_chat', 'org_manage', 'org_design']);
  });

  it('are none without a role or an organization, and none for groups that are no roles', () => {
    expect(capabilityClaims({ groups: [], organization: 'demo' })).toEqual({});
    expect(capabilityClaims({ groups: ['admin'], organization: undefined })).toEqual({});
    expect(capabilityClaims({ groups: ['admin'], organization: '  ' })).toEqual({});
    expect(capabilityClaims({ groups: ['owner'], organization: 'demo' })).toEqual({});
  });
});

describe('the caller of a token', () => {
  const caller = (groups: string[], organization: string) =>
    callerOfClaims({
      sub: 'u1',
      email: 'a@b.test',
      'cognito:groups': groups,
      ...capabilityClaims({ groups, organization }),
    });

  it('acts in the own organization by capability', () => {
    expect(mayAct(caller(['developer'], 'demo'), 'org_read', 'demo')).toBe(true);
    expect(mayAct(caller(['developer'], 'demo'), 'org_chat', 'demo')).toBe(false);
    expect(mayAct(caller(['project_manager'], 'demo'), 'org_manage', 'demo')).toBe(true);
  });

  it('does nothing in another organization, unless an administrator', () => {
    expect(mayAct(caller(['project_manager'], 'other'), 'org_read', 'demo')).toBe(false);
    expect(mayAct(caller(['admin'], 'other'), 'org_manage', 'demo')).toBe(true);
  });

  it('takes claims of an unexpected form for absent', () => {
    expect(callerOfClaims({ sub: 7, org_read: ['demo'], 'cognito:groups': 'admin' })).toEqual({
      userId: '',
      email: null,
      roles: [],
      organization: null,
      capabilities: [],
    });
  });
});
