import * as z from 'zod';
import { diagramSchema, sectionSchema } from '#lib/design-doc/content';
import { riskLevels } from '#lib/design-doc/design-input';
import {
  claimSchema,
  completenessSchema,
  completenessStatuses,
  designModes,
  designPhases,
  designRevisionSchema,
  detailLevels,
  diagramFormats,
} from '#lib/domain/design-document/document';
import { designInterviewStateSchema } from '#lib/domain/design-document/interview';
import { scanCountsSchema } from '#lib/tools/scan-source/schema';

const id = z.string().min(1).max(128);

/** The project as the worker gives it. */
const projectSchema = z.looseObject({
  id,
  name: z.string(),
  description: z.string().nullish(),
  requirements: z.string().nullish(),
  ownerEmail: z.string().nullish(),
});
export type ProjectFacts = z.infer<typeof projectSchema>;

/** The interview as the worker gives it; null where nobody has said anything yet. */
const interviewRecordSchema = z.object({ state: designInterviewStateSchema }).nullish();

/** Which questions are asked: what the mode needs, all that a checklist item rests on, or none. */
const questionScopes = ['essential', 'all', 'none'] as const;

export const discoveryInputSchema = z.object({
  project: projectSchema.optional(),
  interview: interviewRecordSchema,
  mode: z.enum(designModes).optional(),
  /** Id of the uploaded source. */
  source: id.optional(),
  /** Of a migration: the id of the uploaded source of what it becomes. */
  target: id.optional(),
  /** Ids of uploaded documents. */
  documents: z.array(id).max(50).default([]),
  detail: z.enum(detailLevels).default('standard'),
  diagramFormat: z.enum(diagramFormats).default('mermaid'),
  questions: z.enum(questionScopes).default('essential'),
});
export type DiscoveryInput = z.infer<typeof discoveryInputSchema>;

const answerSchema = z.object({ text: z.string(), messageId: z.string() });

const evidenceSchema = z.object({
  documentId: z.string(),
  documentName: z.string(),
  questionId: z.string(),
  quote: z.string(),
  page: z.int().optional(),
  line: z.int().optional(),
});

const sourceSchema = z.object({ documentId: z.string(), name: z.string(), key: z.string(), counts: scanCountsSchema });

/** What the first phase found out, by which every other works; the model itself lies in the bucket. */
const discoverySchema = z.object({
  mode: z.enum(designModes),
  detail: z.enum(detailLevels),
  diagramFormat: z.enum(diagramFormats),
  project: z.object({ name: z.string(), description: z.string().optional(), owner: z.string().optional() }),
  source: sourceSchema.nullable(),
  target: sourceSchema.nullable(),
  answers: z.record(z.string(), answerSchema),
  documents: z.array(evidenceSchema),
  partial: z.object({ markdown: z.string(), name: z.string() }).nullable(),
  /** ISO 8601; dates the document. */
  now: z.string(),
  /** Questions that nobody answered. */
  open: z.array(z.object({ id: z.string(), text: z.string() })),
});
export type Discovery = z.infer<typeof discoverySchema>;

/** What one phase contributes to the document. */
export const phasePartSchema = z.object({
  phase: z.enum(designPhases),
  sections: z.array(sectionSchema),
  claims: z.array(claimSchema),
  diagrams: z.array(diagramSchema),
  completeness: completenessSchema.shape.items,
  assumptions: z.array(
    z.object({ id: z.string(), text: z.string(), question: z.string().nullable(), claims: z.array(z.string()) }),
  ),
  risks: z.array(
    z.object({
      ...{ id: z.string(), title: z.string(), why: z.string(), mitigation: z.string() },
      ...{ severity: z.enum(riskLevels), rule: z.string(), claims: z.array(z.string()) },
    }),
  ),
});

export const discoveryOutputSchema = z.object({ discovery: discoverySchema, part: phasePartSchema });
export const phaseInputSchema = z.object({ discovery: discoverySchema });
export const phaseOutputSchema = z.object({ part: phasePartSchema });

export const reviewInputSchema = z.object({
  interview: interviewRecordSchema,
  discovery: discoverySchema,
  /** What the phases before contributed; built here where one is missing. */
  scope: phasePartSchema.optional(),
  requirements: phasePartSchema.optional(),
  architecture: phasePartSchema.optional(),
  dataModel: phasePartSchema.optional(),
  apisEvents: phasePartSchema.optional(),
  securityResilience: phasePartSchema.optional(),
  operationsCapacity: phasePartSchema.optional(),
});
export type ReviewInput = z.infer<typeof reviewInputSchema>;

export const reviewOutputSchema = z.object({
  title: z.string(),
  version: z.string(),
  summary: z.string(),
  mode: z.enum(designModes),
  detail: z.enum(detailLevels),
  diagramFormat: z.enum(diagramFormats),
  source: sourceSchema.nullable(),
  sections: z.array(z.object({ id: z.string(), title: z.string(), phase: z.string() })),
  diagrams: z.array(z.object({ id: z.string(), title: z.string(), section: z.string(), mermaid: z.string() })),
  claims: z.int(),
  completeness: z.object({
    counts: z.record(z.enum(completenessStatuses), z.int()),
    open: z.array(
      z.object({ id: z.string(), title: z.string(), status: z.enum(completenessStatuses), why: z.string() }),
    ),
  }),
  revisions: z.array(designRevisionSchema),
});
export type ReviewOutput = z.infer<typeof reviewOutputSchema>;

export const driftInputSchema = z.object({
  /** Id of the newer source. */
  source: id,
  /** The run that made the design. */
  run: id,
});
export type DriftInput = z.infer<typeof driftInputSchema>;

export const driftOutputSchema = z.object({
  run: z.string(),
  source: z.object({ documentId: z.string(), name: z.string() }),
  claims: z.int(),
  broken: z.int(),
  moved: z.int(),
  entries: z.array(
    z.object({
      ...{ claim: z.string(), section: z.string(), text: z.string(), kind: z.enum(['changed', 'gone', 'moved']) },
      ...{ element: z.string(), property: z.string(), was: z.string(), is: z.string().nullable() },
      ...{ file: z.string().nullable(), line: z.int().nullable() },
    }),
  ),
});
export type DriftOutput = z.infer<typeof driftOutputSchema>;
