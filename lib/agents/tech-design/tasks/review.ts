import type * as z from 'zod';
import { type AssembledDesign, assembleDocument, buildAllPhases } from '#lib/design-doc/assemble-document';
import { buildPhase } from '#lib/design-doc/build-phase';
import type { DesignInput, PhasePart } from '#lib/design-doc/design-input';
import { revisionsOf } from '#lib/design-doc/revision/revision-history';
import { completenessStatuses, type DesignRevision, designPhases } from '#lib/domain/design-document/document';
import { documentRenderOutputSchema } from '#lib/tools/document-render/schema';
import { type AgentArtifact, type AgentResult, defineTask, noUsage, type TaskContext } from '../../agent.ts';
import { loadInput } from '../load-input.ts';
import { techDesignManifest } from '../manifest.ts';
import { addRevision, earlierRevisions } from '../revisions.ts';
import {
  type phasePartSchema,
  type ReviewInput,
  type ReviewOutput,
  reviewInputSchema,
  reviewOutputSchema,
} from '../schema.ts';

/** Puts the document together and renders it; what an approver asks to be changed makes a new revision of it. */
export const reviewTask = defineTask(techDesignManifest.id, {
  title: 'Review and finalization',
  input: reviewInputSchema,
  output: reviewOutputSchema,
  given: ['interview'],
  run: review,
});

async function review(input: ReviewInput, context: TaskContext): Promise<AgentResult<ReviewOutput>> {
  const { discovery, interview } = input;
  const base = await loadInput(discovery, context);
  const isRevised = context.feedback !== undefined;
  const earlier = isRevised ? await earlierRevisions(context) : [];
  // What people added to the interview since counts from the next revision on, which says so to nobody else.
  const answered: DesignInput = isRevised ? { ...base, answers: { ...base.answers, ...answersOf(interview) } } : base;
  const revisions = isRevised ? addRevision(answered, earlier, context) : [];
  const requests = revisions.map(({ text, at }) => ({ text, at }));
  const designInput: DesignInput = { ...answered, ...(requests.length > 0 ? { requests } : {}) };
  const parts = isRevised ? buildAllPhases(designInput) : partsOf(input, designInput);
  const design = assembleDocument(designInput, parts);
  context.signal?.throwIfAborted();
  const rendered = documentRenderOutputSchema.parse(
    await context.callTool('document.render', { document: design.document, slidesMarkdown: design.slidesMarkdown }),
  );
  const output = outputOf(input, { design, revisions, version: revisionsOf(designInput).at(-1)?.version ?? '1.0' });
  await context.progress('review', 100);
  await context.emit(output.summary);
  context.log(output.summary);
  return {
    output,
    artifacts: [...textFiles(design, revisions), ...rendered.files],
    evidence: [],
    questions: discovery.open,
    progress: { review: 100 },
    usage: noUsage,
  };
}

type Part = z.infer<typeof phasePartSchema>;

/** The phases' parts as they came, worded by whoever thinks; one that is missing is built. */
function partsOf(input: ReviewInput, designInput: DesignInput): PhasePart[] {
  const given: Partial<Record<PhasePart['phase'], Part | undefined>> = {
    discovery: input.scope,
    requirements: input.requirements,
    architecture: input.architecture,
    'data-model': input.dataModel,
    'apis-events': input.apisEvents,
    'security-resilience': input.securityResilience,
    'operations-capacity': input.operationsCapacity,
  };
  return designPhases.map((phase) => given[phase] ?? buildPhase(phase, designInput));
}

function answersOf(interview: ReviewInput['interview']): DesignInput['answers'] {
  return Object.fromEntries(
    Object.entries(interview?.state.answers ?? {}).map(([id, { text, messageId }]) => [id, { text, messageId }]),
  );
}

const json = (name: string, value: unknown): AgentArtifact => ({
  name,
  contentType: 'application/json',
  body: `${JSON.stringify(value, null, 2)}\n`,
});

/** Files that need no renderer. */
function textFiles(design: AssembledDesign, revisions: readonly DesignRevision[]): AgentArtifact[] {
  const { markdown, completeness, traceability, diagramFiles } = design;
  return [
    { name: 'design.md', contentType: 'text/markdown; charset=utf-8', body: markdown },
    json('completeness.json', completeness),
    json('traceability.json', revisions.length > 0 ? { ...traceability, revisions } : traceability),
    ...Object.entries(diagramFiles).map(([name, body]) => ({
      ...{ name: `diagrams/${name}`, body },
      contentType: 'text/plain; charset=utf-8',
    })),
  ];
}

function outputOf(
  { discovery }: ReviewInput,
  made: { design: AssembledDesign; revisions: readonly DesignRevision[]; version: string },
): ReviewOutput {
  const { design, revisions, version } = made;
  const { document, completeness } = design;
  const countOf = (status: (typeof completenessStatuses)[number]) =>
    completeness.items.filter((item) => item.status === status).length;
  const counts = {
    complete: countOf('complete'),
    incomplete: countOf('incomplete'),
    'needs input': countOf('needs input'),
  };
  const last = revisions.at(-1);
  const missed = last && last.notUnderstood.length > 0 ? ` Not understood: ${last.notUnderstood.join('; ')}.` : '';
  const changed = last ? ` Revision ${version}: ${last.changed.join(' ') || 'nothing was changed.'}${missed}` : '';
  const summary =
    `${document.title}: ${document.sections.length} sections, ${document.claims.length} claims, ${document.diagrams.length} diagrams; ` +
    `checklist: ${completenessStatuses.map((status) => `${counts[status]} ${status}`).join(', ')}.${changed}`;
  return {
    ...{ title: document.title, version, summary, mode: discovery.mode, source: discovery.source },
    ...{ detail: document.detail, diagramFormat: document.diagramFormat, claims: document.claims.length },
    sections: document.sections.map(({ id, title, phase }) => ({ id, title, phase })),
    diagrams: document.diagrams.map(({ id, title, section, mermaid }) => ({ id, title, section, mermaid })),
    completeness: {
      counts,
      open: completeness.items
        .filter(({ status }) => status !== 'complete')
        .map(({ id, title, status, why }) => ({ id, title, status, why })),
    },
    revisions: [...revisions],
  };
}
