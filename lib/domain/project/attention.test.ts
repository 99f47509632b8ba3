import { describe, expect, it } from 'vitest';
import { attentionReason, countByStatus, needingAttention } from './attention.ts';
import type { ProjectStatus } from './status.ts';

const project = (status: ProjectStatus | null, day = 1) => ({ status, updatedAt: `2026-01-0${day}T00:00:00.000Z` });

describe('which projects need a person', () => {
  it('are those that stopped, then those with a report to read, then those that wait for answers', () => {
    const list = [project('IN_PROGRESS'), project('CREATED'), project('ASSESSMENT_COMPLETE'), project('ERROR')];
    expect(needingAttention(list).map(({ status }) => status)).toEqual([
      'ERROR',
      'ASSESSMENT_COMPLETE',
      'CREATED',
      'IN_PROGRESS',
    ]);
  });

  it('puts the one that waits longest first among equals', () => {
    const [recent, old] = [project('CREATED', 5), project(null, 2)];
    expect(needingAttention([recent, old])).toEqual([old, recent]);
  });

  it('leaves out what waits for nobody', () => {
    expect(needingAttention([project('COMPLETED'), project('PLANNING_COMPLETE')])).toEqual([]);
    expect(attentionReason(project('COMPLETED'))).toBeUndefined();
  });
});

describe('how many projects are in each status', () => {
  it('counts in the order of the way, without empty ones', () => {
    const list = [project('ERROR'), project(null), project('IN_PROGRESS'), project('CREATED')];
    expect(countByStatus(list)).toEqual([
      ['CREATED', 2],
      ['IN_PROGRESS', 1],
      ['ERROR', 1],
    ]);
  });
});
