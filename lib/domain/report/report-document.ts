import * as z from 'zod/mini';
import { assessmentDimensions, topicIds } from '../assessment/dimensions.ts';

const level = z.nullable(z.number());

/** A sentence with the answers (`A1`, `A2`, …) that it rests on. */
const statementSchema = z.object({ id: z.string(), text: z.string(), sources: z.array(z.string()) });

const answerSchema = z.object({
  ref: z.string(),
  title: z.string(),
  question: z.string(),
  status: z.enum(['answered', 'skipped', 'open']),
  value: z.string(),
  quote: z.string(),
  certainty: z.nullable(z.enum(['certain', 'likely', 'unsure'])),
  source: z.nullable(z.object({ messageId: z.string(), sentAt: z.string() })),
});

const topicSchema = z.object({ id: z.enum(topicIds), level, reasons: z.array(statementSchema) });

const dimensionSchema = z.object({
  id: z.enum(assessmentDimensions),
  level,
  coverage: z.number(),
  summary: statementSchema,
  topics: z.array(topicSchema),
});

/**
 * `assessment.json` as far as screens show it. Levels run from 1 to 5, null where there is too little evidence;
 * likelihood and impact from 1 to 3; value and feasibility from 1 to 5.
 */
export const reportDocumentSchema = z.object({
  schemaVersion: z.literal(1),
  generatedAt: z.string(),
  project: z.object({ id: z.string(), name: z.string() }),
  status: z.object({ answered: z.number(), skipped: z.number(), open: z.number(), finishedEarly: z.boolean() }),
  summary: z.array(statementSchema),
  scores: z.object({ overall: level, dimensions: z.array(dimensionSchema) }),
  gaps: z.array(
    z.object({
      id: z.string(),
      topic: z.enum(topicIds),
      severity: z.enum(['high', 'medium', 'low']),
      statement: statementSchema,
    }),
  ),
  risks: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      rating: z.number(),
      likelihood: z.number(),
      impact: z.number(),
      statement: statementSchema,
      mitigation: z.string(),
      owner: z.string(),
    }),
  ),
  useCases: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      value: z.number(),
      feasibility: z.number(),
      priority: z.number(),
      reasons: z.array(statementSchema),
    }),
  ),
  nextSteps: z.array(
    z.object({
      id: z.string(),
      action: z.string(),
      owner: z.string(),
      horizon: z.enum(['within 30 days', '30 to 90 days', '90 to 180 days']),
      reason: statementSchema,
    }),
  ),
  answers: z.array(answerSchema),
});

export type ReportDocument = z.infer<typeof reportDocumentSchema>;
export type ReportStatement = z.infer<typeof statementSchema>;
export type ReportAnswer = z.infer<typeof answerSchema>;
export type ReportDimension = z.infer<typeof dimensionSchema>;
export type ReportTopic = z.infer<typeof topicSchema>;
