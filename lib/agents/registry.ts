import { type Agent, defineAgent } from './agent.ts';
import { runAssessment } from './assessment/embedded.ts';
import { assessmentInstructions } from './assessment/instructions.ts';
import { assessmentManifest } from './assessment/manifest.ts';

/** Every agent of the product by id. */
export const agents = {
  assessment: defineAgent(assessmentManifest, runAssessment, assessmentInstructions),
} as const;

/** The agent with an id, or undefined. */
export function getAgent(id: string): Agent | undefined {
  const registered: Readonly<Record<string, Agent>> = agents;
  return Object.hasOwn(registered, id) ? registered[id] : undefined;
}
