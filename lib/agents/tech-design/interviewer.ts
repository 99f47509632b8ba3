import { defineAgent } from '../agent.ts';
import { techDesignInstructions } from './instructions.ts';
import { runInterview } from './interview/embedded.ts';
import { techDesignManifest } from './manifest.ts';

/** The agent as it leads conversations, without its tasks: the function that answers people need not carry those. */
export const techDesign = defineAgent(techDesignManifest, runInterview, techDesignInstructions);
