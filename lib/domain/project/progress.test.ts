import { describe, expect, it } from 'vitest';
import { afterAssessmentProgress, noProgress } from './progress.ts';

const event = { progress: { technical: 50, governance: 25, business: 0, commercial: 0 }, version: 2 };

describe('a project after an event about the assessment', () => {
  it('has the mean of the dimensions as the module’s progress and is under way', () => {
    const project = { status: 'CREATED', progress: noProgress, progressVersion: 1 } as const;
    expect(afterAssessmentProgress(project, event)).toEqual({
      status: 'IN_PROGRESS',
      progress: { ...noProgress, assessment: 18 },
      progressVersion: 2,
    });
  });

  it('keeps a later status and the other modules', () => {
    const progress = { ...noProgress, design: 40 };
    const project = { status: 'DESIGN_COMPLETE', progress, progressVersion: 1 } as const;
    expect(afterAssessmentProgress(project, event)).toMatchObject({
      status: 'DESIGN_COMPLETE',
      progress: { design: 40, assessment: 18 },
    });
  });

  it('is as it was where the event is old or came before', () => {
    const project = { status: 'IN_PROGRESS', progress: noProgress, progressVersion: 2 } as const;
    expect(afterAssessmentProgress(project, event)).toBeUndefined();
    expect(afterAssessmentProgress(project, { ...event, version: 1 })).toBeUndefined();
  });
});
