import * as z from 'zod';
import { assessmentDimensions, topicIds } from '#lib/domain/assessment/dimensions';
import { certainties, factSchema } from '#lib/domain/assessment/facts';
import type { OwnerRole } from '#lib/domain/assessment/question';
import { type AssessmentReport, horizons } from './report-model.ts';

const owners = [
  'Executive sponsor',
  'Project manager',
  'Enterprise architect',
  'Data lead',
  'Security lead',
  'Data protection officer',
  'Legal and compliance',
  'Process owner',
  'People lead',
  'Finance',
  'Procurement',
] as const satisfies readonly OwnerRole[];

const sources = z.array(z.string());
const statement = z.object({ id: z.string(), text: z.string(), sources });
const level = z.number().nullable();
const dimension = z.enum(assessmentDimensions);
const topic = z.enum(topicIds);
const owner = z.enum(owners);

const answer = z.object({
  ref: z.string(),
  questionId: z.string(),
  title: z.string(),
  question: z.string(),
  dimension,
  topic,
  status: z.enum(['answered', 'skipped', 'open']),
  value: z.string(),
  facts: z.array(factSchema),
  quote: z.string(),
  certainty: z.enum(certainties).nullable(),
  source: z
    .object({
      messageId: z.string(),
      sentAt: z.string(),
      /** Where the words stand that the person has confirmed. */
      document: z.object({ id: z.string(), name: z.string(), place: z.string() }).optional(),
    })
    .nullable(),
  level,
  why: z.string(),
});

/** The assessment's report as other agents take it in. */
export const reportSchema: z.ZodType<AssessmentReport> = z.object({
  schemaVersion: z.literal(1),
  generatedAt: z.string(),
  project: z.object({ id: z.string(), name: z.string(), description: z.string().exactOptional() }),
  status: z.object({ answered: z.number(), skipped: z.number(), open: z.number(), finishedEarly: z.boolean() }),
  summary: z.array(statement),
  scores: z.object({
    overall: level,
    dimensions: z.array(
      z.object({
        id: dimension,
        level,
        levelName: z.string(),
        coverage: z.number(),
        summary: statement,
        topics: z.array(z.object({ id: topic, name: z.string(), level, reasons: z.array(statement) })),
      }),
    ),
  }),
  gaps: z.array(z.object({ id: z.string(), topic, severity: z.enum(['high', 'medium', 'low']), statement })),
  risks: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      likelihood: z.number(),
      impact: z.number(),
      rating: z.number(),
      statement,
      mitigation: z.string(),
      owner,
    }),
  ),
  useCases: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      value: z.number(),
      feasibility: z.number(),
      priority: z.number(),
      reasons: z.array(statement),
    }),
  ),
  nextSteps: z.array(
    z.object({ id: z.string(), action: z.string(), owner, horizon: z.enum(horizons), reason: statement }),
  ),
  unanswered: z.array(
    z.object({
      ref: z.string(),
      questionId: z.string(),
      question: z.string(),
      status: z.enum(['skipped', 'open']),
      why: z.string(),
    }),
  ),
  answers: z.array(answer),
  traceability: z.array(
    z.object({ statement: z.string(), text: z.string(), sources, questionIds: z.array(z.string()) }),
  ),
});
