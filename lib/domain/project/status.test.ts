import { describe, expect, it } from 'vitest';
import { canTransition, moduleOfStatus, projectStatuses, statusTransitions, stepsTo } from './status.ts';

describe('the table of status transitions', () => {
  it('leads from every status but the last to the next and to ERROR', () => {
    const flow = projectStatuses.filter((status) => status !== 'ERROR');
    for (const [index, status] of flow.slice(0, -1).entries()) {
      expect(statusTransitions[status]).toEqual([flow[index + 1], 'ERROR']);
    }
    expect(statusTransitions.COMPLETED).toEqual([]);
  });

  it('lets a successful retry leave ERROR', () => {
    expect(canTransition('ERROR', 'IN_PROGRESS')).toBe(true);
    expect(canTransition('ERROR', 'CREATED')).toBe(false);
  });
});

describe('the steps to a status', () => {
  it('pass through what lies between', () => {
    expect(stepsTo('CREATED', 'ASSESSMENT_COMPLETE')).toEqual(['IN_PROGRESS', 'ASSESSMENT_COMPLETE']);
    expect(stepsTo('IN_PROGRESS', 'ASSESSMENT_COMPLETE')).toEqual(['ASSESSMENT_COMPLETE']);
    expect(stepsTo('ERROR', 'ASSESSMENT_COMPLETE')).toEqual(['ASSESSMENT_COMPLETE']);
  });

  it('are none where the status is reached or passed', () => {
    expect(stepsTo('ASSESSMENT_COMPLETE', 'ASSESSMENT_COMPLETE')).toEqual([]);
    expect(stepsTo('DESIGN_COMPLETE', 'ASSESSMENT_COMPLETE')).toEqual([]);
    expect(stepsTo('ERROR', 'COMPLETED')).toEqual([]);
  });

  it('are allowed by the table, each', () => {
    for (const from of projectStatuses) {
      for (const target of projectStatuses) {
        let at = from;
        for (const step of stepsTo(from, target)) {
          expect(canTransition(at, step)).toBe(true);
          at = step;
        }
      }
    }
  });
});

describe('the current module', () => {
  it('follows the status', () => {
    expect(projectStatuses.map(moduleOfStatus)).toEqual([
      'assessment',
      'assessment',
      'design',
      'planning',
      'implementation',
      'implementation',
      'implementation',
      'assessment',
    ]);
  });
});
