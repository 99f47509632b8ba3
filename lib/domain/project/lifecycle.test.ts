import { describe, expect, it } from 'vitest';
import { projectChange } from './lifecycle.ts';

const project = { id: 'p1', organization: 'demo', name: 'Claims', owner: 'u1', updatedBy: 'u2' };

describe('a change of a project’s record', () => {
  it('is a creation by its owner', () => {
    expect(projectChange(undefined, project)).toMatchObject({ name: 'project.created', actor: 'u1' });
  });

  it('is an update naming what changed and who did it', () => {
    expect(projectChange(project, { ...project, name: 'Claims 2' })).toMatchObject({
      name: 'project.updated',
      action: 'project.updated',
      changed: ['name'],
      actor: 'u2',
    });
  });

  it('is an archiving or a restoring where that is what happened', () => {
    const archived = { ...project, archivedAt: '2026-11-21T08:00:00.000Z' };
    expect(projectChange(project, archived)).toMatchObject({ action: 'project.archived' });
    expect(projectChange(archived, project)).toMatchObject({ action: 'project.restored' });
  });

  it('has no actor where the backend moved the status', () => {
    const moved = { ...project, status: 'IN_PROGRESS' };
    expect(projectChange(project, moved)).toMatchObject({ action: 'project.status_changed', actor: null });
  });

  it('is nothing to tell where only inner fields moved', () => {
    expect(projectChange(project, { ...project, updatedBy: 'u3' })).toBeUndefined();
    expect(projectChange(undefined, undefined)).toBeUndefined();
  });

  it('is a deletion', () => {
    expect(projectChange(project, undefined)).toMatchObject({ name: 'project.deleted', project: { id: 'p1' } });
  });
});
