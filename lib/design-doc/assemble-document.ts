import { type Claim, type Completeness, designPhases, type Traceability } from '#lib/domain/design-document/document';
import { buildPhase } from './build-phase.ts';
import { type Diagram, marksOf, type Section } from './content.ts';
import type { DesignDocument } from './design-document.ts';
import type { DesignInput, PhasePart } from './design-input.ts';
import { unansweredQuestions } from './questions/question-bank.ts';
import { renderMarkdown } from './render/markdown.ts';
import { renderSlides } from './render/slides.ts';
import { effectiveInput } from './revision/apply-request.ts';
import { revisionsOf } from './revision/revision-history.ts';
import { sectionKinds } from './sections.ts';

export interface AssembledDesign {
  readonly document: DesignDocument;
  readonly markdown: string;
  /** Marp Markdown, at most fifteen slides. */
  readonly slidesMarkdown: string;
  readonly traceability: Traceability;
  readonly completeness: Completeness;
  /** Sources of the diagrams under `diagrams/`, by name: `.mmd`, `.puml`, `.txt`; pictures come from `renderDesign`. */
  readonly diagramFiles: Readonly<Record<string, string>>;
}

const positions = new Map<string, number>(sectionKinds.map(({ id }, index) => [id, index]));
/** What people added stands after what the design says, before its appendices. */
const positionOf = (id: string) => positions.get(id) ?? (positions.get('completeness') ?? 0) - 0.5;

function diagramFiles(diagrams: readonly Diagram[]): Record<string, string> {
  return Object.fromEntries(
    diagrams.flatMap(({ id, mermaid, plantuml, ascii, text }) => [
      [`${id}.mmd`, `${mermaid}\n`],
      [`${id}.puml`, `${plantuml}\n`],
      [`${id}.txt`, `${ascii}\n\n${text}\n`],
    ]),
  );
}

/** Claims in the order in which the document first marks them; one that several phases make is kept once. */
function inOrderOfMarks(claims: readonly Claim[], sections: readonly Section[]): Claim[] {
  const made = new Map<string, Claim>();
  for (const claim of claims.toSorted((one, other) => positionOf(one.section) - positionOf(other.section)))
    if (!made.has(claim.id)) made.set(claim.id, claim);
  const cited = new Set(sections.flatMap(({ blocks }) => blocks.flatMap(marksOf)));
  return [...cited].flatMap((id) => made.get(id) ?? []);
}

/** Every phase of a design, in order. */
export function buildAllPhases(input: DesignInput): PhasePart[] {
  return designPhases.map((phase) => buildPhase(phase, input));
}

/** Puts the parts of all phases together; what they hold twice is kept once. Parts may come in any order. */
export function assembleDocument(given: DesignInput, parts: readonly PhasePart[]): AssembledDesign {
  const input = effectiveInput(given);
  const revisions = revisionsOf(given);
  const sections = parts
    .flatMap((part) => part.sections)
    .toSorted((one, other) => positionOf(one.id) - positionOf(other.id));
  const claims = inOrderOfMarks(
    parts.flatMap((part) => part.claims),
    sections,
  );
  const shown = new Set(
    sections.flatMap(({ blocks }) => blocks.flatMap((one) => (one.kind === 'diagram' ? [one.id] : []))),
  );
  const completeness: Completeness = {
    schemaVersion: 1,
    items: parts.flatMap((part) => part.completeness),
    open: unansweredQuestions(input).map(({ id, text, example }) => ({ id, text, example })),
  };
  const document: DesignDocument = {
    schemaVersion: 1,
    title: `Technical design: ${input.project.name}`,
    subtitle: [
      [
        `Version ${revisions.at(-1)?.version ?? '1.0'}, ${input.now.slice(0, 10)}, owner: ${input.project.owner ?? 'not stated'}, detail: ${input.detail}.`,
      ],
    ],
    detail: input.detail,
    diagramFormat: input.diagramFormat,
    generatedAt: input.now,
    sections,
    claims,
    diagrams: parts.flatMap((part) => part.diagrams).filter(({ id }) => shown.has(id)),
    completeness,
    assumptions: parts.flatMap((part) => part.assumptions),
    risks: parts.flatMap((part) => part.risks),
  };
  return {
    document,
    markdown: renderMarkdown(document),
    slidesMarkdown: renderSlides(document),
    traceability: { schemaVersion: 1, claims },
    completeness,
    diagramFiles: diagramFiles(document.diagrams),
  };
}

/** The design from beginning to end. */
export function buildDesign(input: DesignInput): AssembledDesign {
  return assembleDocument(input, buildAllPhases(input));
}
