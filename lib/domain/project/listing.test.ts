import { describe, expect, it } from 'vitest';
import {
  compareProjects,
  matchesProjectCriteria,
  momentOfCursor,
  parseProjectCriteria,
  projectCriteriaParams,
  projectCursor,
} from './listing.ts';

const project = {
  id: 'p-1',
  name: 'Claims Straße',
  description: 'Intake of motor claims',
  status: 'IN_PROGRESS' as const,
  createdAt: '2026-01-02T03:04:05.000Z',
};
const all = parseProjectCriteria({});

describe('what the URL of a project list says', () => {
  it('is everything that is not archived, newest first, unless it says otherwise', () => {
    expect(all).toEqual({ q: '', status: undefined, archived: false, sort: 'newest', after: undefined });
    expect(projectCriteriaParams(all).toString()).toBe('');
  });

  it('comes back the same from its parameters', () => {
    const said = { q: 'motor', status: 'ERROR', archived: '1', sort: 'oldest', after: projectCursor(project) };
    const criteria = parseProjectCriteria(said);
    expect(parseProjectCriteria(Object.fromEntries(projectCriteriaParams(criteria)))).toEqual(criteria);
  });

  it('falls back where it makes no sense', () => {
    const criteria = parseProjectCriteria({ status: 'NONSENSE', sort: ['oldest', 'newest'], q: 'x'.repeat(500) });
    expect(criteria).toMatchObject({ status: undefined, sort: 'oldest' });
    expect(criteria.q).toHaveLength(100);
  });
});

describe('whether a project belongs into a list', () => {
  it.each([
    ['all words, in any case and order', { q: 'MOTOR claims' }, true],
    ['part of its id', { q: 'p-1' }, true],
    ['a word that it lacks', { q: 'motor invoices' }, false],
    ['its status', { status: 'IN_PROGRESS' }, true],
    ['another status', { status: 'CREATED' }, false],
    ['the archive', { archived: '1' }, false],
  ])('by %s', (_, params, expected) => {
    expect(matchesProjectCriteria(project, parseProjectCriteria(params))).toBe(expected);
  });

  it('shows archived projects in the archive only', () => {
    const archived = { ...project, archivedAt: '2026-02-01T00:00:00.000Z' };
    expect(matchesProjectCriteria(archived, all)).toBe(false);
    expect(matchesProjectCriteria(archived, { ...all, archived: true })).toBe(true);
  });

  it('counts a project that has no status yet as created', () => {
    expect(matchesProjectCriteria({ id: 'p', name: 'n' }, parseProjectCriteria({ status: 'CREATED' }))).toBe(true);
  });
});

describe('order and cursor', () => {
  it('sorts by the moment of creation, both ways', () => {
    const later = { ...project, id: 'p-2', createdAt: '2026-05-02T03:04:05.000Z' };
    expect([project, later].sort(compareProjects('newest'))[0]).toBe(later);
    expect([project, later].sort(compareProjects('oldest'))[0]).toBe(project);
  });

  it('names the moment, and none where the cursor is nonsense', () => {
    expect(momentOfCursor(projectCursor(project))).toBe(project.createdAt);
    expect(momentOfCursor('nonsense')).toBeUndefined();
    expect(momentOfCursor(undefined)).toBeUndefined();
  });
});
