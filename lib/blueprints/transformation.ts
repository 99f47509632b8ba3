import type { BlueprintDefinition } from '#lib/domain/blueprint/schema';

/** From the assessment of a use case to the code of its first version, with a person's approval on the way. */
export const transformation: BlueprintDefinition = {
  schemaVersion: 1,
  id: 'transformation',
  name: 'Transformation',
  purpose: 'Takes a project from its assessment over a design and a plan to a code bundle that builds.',
  version: 1,
  inputs: {
    startDate: { type: 'string', description: 'First working day of the plan, such as 2027-01-11' },
  },
  steps: [
    {
      id: 'assessment',
      title: 'Assessment',
      agent: 'assessment',
      task: 'report',
      gate: { title: 'Approve the assessment report', roles: ['project_manager'], shows: ['assessment-report.md'] },
      position: { x: 0, y: 0 },
    },
    {
      id: 'design',
      title: 'Design',
      agent: 'design',
      task: 'design',
      inputs: { report: { from: 'steps.assessment.output.report' }, project: { from: 'project' } },
      gate: { title: 'Approve the design', roles: ['architect', 'project_manager'], shows: ['design.md'] },
      milestone: 'design.completed',
      position: { x: 280, y: 0 },
    },
    {
      id: 'planning',
      title: 'Planning',
      agent: 'planning',
      task: 'plan',
      inputs: {
        report: { from: 'steps.assessment.output.report' },
        design: { from: 'steps.design.output.design' },
        project: { from: 'project' },
        startDate: { from: 'run.input.startDate' },
      },
      gate: { title: 'Approve the plan', roles: ['project_manager'], shows: ['plan.md', 'plan.csv'] },
      milestone: 'planning.completed',
      position: { x: 560, y: 0 },
    },
    {
      id: 'implementation',
      title: 'Implementation',
      agent: 'implementation',
      task: 'build',
      inputs: {
        report: { from: 'steps.assessment.output.report' },
        design: { from: 'steps.design.output.design' },
        plan: { from: 'steps.planning.output.plan' },
        project: { from: 'project' },
      },
      milestone: 'implementation.ready',
      position: { x: 840, y: 0 },
    },
  ],
};
