import { describe, expect, it } from 'vitest';
import { afterMilestone, afterSection } from './milestones.ts';
import { noProgress } from './progress.ts';

const project = { status: 'ASSESSMENT_COMPLETE', progress: { ...noProgress, assessment: 100 } } as const;

describe('a project after what a run reached', () => {
  it('has the module complete and the next status', () => {
    expect(afterMilestone(project, 'design.completed')).toEqual({
      status: 'DESIGN_COMPLETE',
      progress: { ...project.progress, design: 100 },
    });
  });

  it('takes one step at a time where it lags behind, and counts the module as done only at its end', () => {
    expect(afterMilestone({ ...project, status: 'IN_PROGRESS' }, 'design.completed')).toEqual({
      status: 'ASSESSMENT_COMPLETE',
      progress: project.progress,
    });
  });

  it('stays as it is when told again or told late', () => {
    expect(afterMilestone({ ...project, status: 'PLANNING_COMPLETE' }, 'design.completed')).toBeUndefined();
  });

  it('is complete when the run is whose implementation was ready, and not by another run', () => {
    expect(afterMilestone({ ...project, status: 'IMPLEMENTATION_READY' }, 'run.completed')?.status).toBe('COMPLETED');
    expect(afterMilestone(project, 'run.completed')).toBeUndefined();
  });

  it('is in error after a failed run, once, and leaves it with the next milestone', () => {
    expect(afterMilestone(project, 'run.failed')?.status).toBe('ERROR');
    expect(afterMilestone({ ...project, status: 'ERROR' }, 'run.failed')).toBeUndefined();
    expect(afterMilestone({ ...project, status: 'COMPLETED' }, 'run.failed')).toBeUndefined();
    expect(afterMilestone({ ...project, status: 'ERROR' }, 'planning.completed')?.status).toBe('PLANNING_COMPLETE');
  });

  it('leaves an error with a run that completes, for what its modules have come to', () => {
    const failed = { ...project, status: 'ERROR' } as const;
    expect(afterMilestone(failed, 'run.completed')?.status).toBe('ASSESSMENT_COMPLETE');
    const done = { assessment: 100, design: 100, planning: 100, implementation: 100 };
    expect(afterMilestone({ ...failed, progress: done }, 'run.completed')?.status).toBe('IMPLEMENTATION_READY');
    expect(afterMilestone({ ...failed, progress: noProgress }, 'run.completed')?.status).toBe('IN_PROGRESS');
  });

  it('shows the share of sections that are done, which never goes back', () => {
    expect(afterSection(project, 'design', 37.5)).toEqual({ ...project.progress, design: 37 });
    expect(afterSection({ ...project, progress: { ...noProgress, design: 80 } }, 'design', 12)).toBeUndefined();
  });
});
