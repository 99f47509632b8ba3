import type { DesignPhase } from '#lib/domain/design-document/document';
import { checklistOf } from './completeness/checklist.ts';
import type { Diagram } from './content.ts';
import { createContext, shows } from './context.ts';
import type { DesignInput, PhasePart } from './design-input.ts';
import { mergePartial } from './partial/merge-partial.ts';
import { readPartial } from './partial/read-partial.ts';
import { assumptionsOf } from './phases/assumptions.ts';
import { builders } from './phases/builders.ts';
import { risksOf } from './phases/risks.ts';
import { ofProposal } from './proposal/of-proposal.ts';
import { applyEdits } from './revision/apply-edits.ts';
import { effectiveInput } from './revision/apply-request.ts';
import { type SectionKind, sectionKinds } from './sections.ts';

/**
 * What one phase contributes to the document. Pure, and independent of what other phases returned: phases may be built
 * in any order, or again after an answer.
 */
export function buildPhase(phase: DesignPhase, given: DesignInput): PhasePart {
  const input = effectiveInput(given);
  const context = createContext(input, given);
  const diagrams: Diagram[] = [];
  const kinds: readonly SectionKind[] = sectionKinds;
  const stated = new Set(input.partial ? readPartial(input.partial.markdown).map(({ section }) => section) : []);
  const sections = sectionKinds.flatMap((kind) => {
    const { id, title, from } = kind;
    const modes = kinds.find((one) => one.id === id)?.modes;
    const isShown = (!modes || modes.includes(input.mode)) && shows(context, id, from);
    // What the partial design says is kept, also where the level or the mode would leave its section out.
    const isWanted = kind.phase === phase && (isShown || stated.has(id));
    if (!isWanted || input.edits.removed.includes(id)) return [];
    const built = builders[id](context);
    diagrams.push(...(built.diagrams ?? []));
    return [{ id, title, phase, blocks: built.blocks }];
  });
  const part: PhasePart = {
    phase,
    sections: mergePartial(
      context,
      context.isProposed ? sections.map((one) => ofProposal(one, input)) : sections,
      phase,
    ),
    claims: context.claims.all(),
    diagrams,
    completeness: checklistOf(context, phase),
    assumptions: phase === 'requirements' ? assumptionsOf(context, 'assumptions') : [],
    risks: phase === 'requirements' ? risksOf(context, 'risks') : [],
  };
  return applyEdits(part, input);
}
