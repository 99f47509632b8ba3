import { describe, expect, it } from 'vitest';
import { primaryRole } from './primary-role.ts';

describe('primaryRole', () => {
  it('is the one with the widest reach, in whatever order they are held', () => {
    expect(primaryRole(['developer', 'project_manager'])).toBe('project_manager');
    expect(primaryRole(['architect', 'admin'])).toBe('admin');
  });

  it('is none for who holds none', () => {
    expect(primaryRole([])).toBeUndefined();
  });
});
