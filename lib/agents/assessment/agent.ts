import { defineAgent } from '../agent.ts';
import { runAssessment } from './embedded.ts';
import { assessmentInstructions } from './instructions.ts';
import { assessmentManifest } from './manifest.ts';
import { reportTask } from './report-task.ts';

/** By itself, so that the function that leads conversations need not carry every other agent. */
export const assessment = defineAgent(assessmentManifest, runAssessment, assessmentInstructions, {
  report: reportTask,
});
