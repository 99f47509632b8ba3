import { buildPhase } from '#lib/design-doc/build-phase';
import type { DesignPhase } from '#lib/domain/design-document/document';
import { defineTask, noUsage, type RegisteredTask } from '../../agent.ts';
import { loadInput } from '../load-input.ts';
import { techDesignManifest } from '../manifest.ts';
import { phaseInputSchema, phaseOutputSchema } from '../schema.ts';

/** Phases between the interview and the review: each writes its sections by itself, in whatever order. */
export type WritingPhase = Exclude<DesignPhase, 'discovery' | 'review'>;

const titles: Readonly<Record<WritingPhase, string>> = {
  requirements: 'Requirements and context',
  architecture: 'Architecture and design',
  'data-model': 'Data modeling',
  'apis-events': 'APIs and events',
  'security-resilience': 'Security and resilience',
  'operations-capacity': 'Operations and capacity',
};

function phaseTask(phase: WritingPhase): RegisteredTask {
  return defineTask(techDesignManifest.id, {
    title: titles[phase],
    input: phaseInputSchema,
    output: phaseOutputSchema,
    async run({ discovery }, context) {
      const input = await loadInput(discovery, context);
      context.signal?.throwIfAborted();
      const part = buildPhase(phase, input);
      const { sections, claims, diagrams } = part;
      context.log(`${sections.length} sections, ${claims.length} claims, ${diagrams.length} diagrams.`);
      const output = phaseOutputSchema.parse({ part });
      await context.progress(phase, 100);
      return {
        output,
        ...{ artifacts: [], evidence: [], questions: [], usage: noUsage },
        progress: { [phase]: 100 },
      };
    },
  });
}

export const phaseTasks: Readonly<Record<WritingPhase, RegisteredTask>> = {
  requirements: phaseTask('requirements'),
  architecture: phaseTask('architecture'),
  'data-model': phaseTask('data-model'),
  'apis-events': phaseTask('apis-events'),
  'security-resilience': phaseTask('security-resilience'),
  'operations-capacity': phaseTask('operations-capacity'),
};
