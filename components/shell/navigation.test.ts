import { describe, expect, it } from 'vitest';
import { type Capability, capabilitiesOfRole, type Role, roles } from '#lib/domain/access/roles';
import { navigationFor } from './navigation.ts';

const workspace = (role: Role | null, organization = 'demo') => ({
  caller: {
    userId: 'u',
    email: null,
    roles: role ? [role] : [],
    organization: role ? 'demo' : null,
    capabilities: role ? ([...capabilitiesOfRole[role]] as Capability[]) : [],
  },
  organization: { id: organization, name: organization },
});

const hrefs = (...of: Parameters<typeof workspace>) => navigationFor(workspace(...of)).map(({ href }) => href);

describe('where a person may go', () => {
  it.each(roles)('leads a %s to what they may read', (role) => {
    expect(hrefs(role)).toEqual(['/', '/projects', '/knowledge', '/blueprints', '/approvals', '/guardrails']);
  });

  it('leads nobody into an organization that they do not belong to, but administrators', () => {
    expect(hrefs('project_manager', 'other')).toEqual([]);
    expect(hrefs('admin', 'other')).toEqual([
      '/',
      '/projects',
      '/knowledge',
      '/blueprints',
      '/approvals',
      '/guardrails',
    ]);
  });

  it('leads nowhere without a role', () => {
    expect(hrefs(null)).toEqual([]);
  });

  it('gives every place a key of its own', () => {
    const keys = navigationFor(workspace('admin')).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
