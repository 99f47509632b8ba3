import { type Agent, defineAgent } from './agent.ts';
import { assessment } from './assessment/agent.ts';
import { designTask } from './design/design-solution.ts';
import { runDesign } from './design/embedded.ts';
import { designInstructions } from './design/instructions.ts';
import { designManifest } from './design/manifest.ts';
import { buildBundle } from './implementation/build-bundle.ts';
import { runImplementation } from './implementation/embedded.ts';
import { implementationInstructions } from './implementation/instructions.ts';
import { implementationManifest } from './implementation/manifest.ts';
import { runPlanning } from './planning/embedded.ts';
import { planningInstructions } from './planning/instructions.ts';
import { planningManifest } from './planning/manifest.ts';
import { planWork } from './planning/plan-work.ts';
import { echoTask, runProbe } from './probe/echo-task.ts';
import { probeInstructions } from './probe/instructions.ts';
import { probeManifest } from './probe/manifest.ts';
import { techDesign } from './tech-design/agent.ts';

/** Every agent of the product by id. */
export const agents = {
  assessment,
  design: defineAgent(designManifest, runDesign, designInstructions, { design: designTask }),
  implementation: defineAgent(implementationManifest, runImplementation, implementationInstructions, {
    build: buildBundle,
  }),
  planning: defineAgent(planningManifest, runPlanning, planningInstructions, { plan: planWork }),
  'tech-design': techDesign,
  probe: defineAgent(probeManifest, runProbe, probeInstructions, { echo: echoTask }),
} as const;

/** The agent with an id, or undefined. */
export function getAgent(id: string): Agent | undefined {
  const registered: Readonly<Record<string, Agent>> = agents;
  return Object.hasOwn(registered, id) ? registered[id] : undefined;
}
