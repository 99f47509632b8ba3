import { defineAgent } from '../agent.ts';
import { techDesignInstructions } from './instructions.ts';
import { runInterview } from './interview/embedded.ts';
import { techDesignManifest } from './manifest.ts';
import { discoveryTask } from './tasks/discovery.ts';
import { driftTask } from './tasks/drift.ts';
import { phaseTasks } from './tasks/phase.ts';
import { reviewTask } from './tasks/review.ts';

/** The agent with its tasks, the eight phases first. */
export const techDesign = defineAgent(techDesignManifest, runInterview, techDesignInstructions, {
  discovery: discoveryTask,
  ...phaseTasks,
  review: reviewTask,
  drift: driftTask,
});
