import * as z from 'zod/mini';

/** What a design is for; decides what is asked and which sections there are. */
export const designModes = ['greenfield', 'brownfield', 'partial', 'migration'] as const;
export type DesignMode = (typeof designModes)[number];

export const detailLevels = ['overview', 'standard', 'comprehensive'] as const;
export type DetailLevel = (typeof detailLevels)[number];

export const diagramFormats = ['mermaid', 'plantuml', 'ascii', 'text'] as const;
export type DiagramFormat = (typeof diagramFormats)[number];

/** The tasks of the agent `tech-design`, in order. */
export const designPhases = [
  'discovery',
  'requirements',
  'architecture',
  'data-model',
  'apis-events',
  'security-resilience',
  'operations-capacity',
  'review',
] as const;
export type DesignPhase = (typeof designPhases)[number];

/** Where a claim comes from. `file`: of the scanned source; `document`: an uploaded one; `answer`: of the interview; `computed`: from named inputs. */
const claimSourceSchema = z.object({
  kind: z.enum(['file', 'document', 'answer', 'computed']),
  /** The file's path, the document's id, the question's id or the computation's name. */
  id: z.string(),
  line: z.optional(z.int()),
  page: z.optional(z.int()),
  quote: z.optional(z.string()),
});

/** One statement of the design. Its marker in Markdown is `[^<id>]`. */
export const claimSchema = z.object({
  id: z.string(),
  section: z.string(),
  text: z.string(),
  /** What is looked up again for drift: the element of the system model and its value, where it is about one. */
  about: z.optional(z.object({ element: z.string(), property: z.string(), value: z.string() })),
  sources: z.array(claimSourceSchema),
  confidence: z.number(),
});
export type Claim = z.infer<typeof claimSchema>;

/** A request to change the document: what was changed for it, and what of it was not understood. */
export const designRevisionSchema = z.object({
  text: z.string(),
  /** ISO 8601. */
  at: z.string(),
  /** The attempt at the review that answered it. */
  attempt: z.int(),
  changed: z.array(z.string()),
  notUnderstood: z.array(z.string()),
});
export type DesignRevision = z.infer<typeof designRevisionSchema>;

/** traceability.json */
export const traceabilitySchema = z.object({
  schemaVersion: z.literal(1),
  claims: z.array(claimSchema),
  /** Requests that the document was changed for, in order. */
  revisions: z.optional(z.array(designRevisionSchema)),
});
export type Traceability = z.infer<typeof traceabilitySchema>;

export const completenessStatuses = ['complete', 'incomplete', 'needs input'] as const;

/** completeness.json: each item of the technical review's checklist, with the reason. */
export const completenessSchema = z.object({
  schemaVersion: z.literal(1),
  items: z.array(
    z.object({
      id: z.string(),
      section: z.string(),
      title: z.string(),
      status: z.enum(completenessStatuses),
      why: z.string(),
      /** Questions whose answer would complete it. */
      questions: z.array(z.string()),
    }),
  ),
  /** Questions that neither the source nor a document nor a person has answered, most important first. */
  open: z.optional(z.array(z.object({ id: z.string(), text: z.string(), example: z.string() }))),
});
export type Completeness = z.infer<typeof completenessSchema>;
