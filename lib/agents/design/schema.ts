import * as z from 'zod';
import { designSectionIds } from '#lib/domain/design/section-ids';
import { reportSchema } from '../assessment/report/report-schema.ts';

const reference = z.string().max(80);

/** A sentence of the design: the rule that it follows from, and the statements or answers of the assessment (`A12`, `risk.…`) behind it. */
const designStatementSchema = z.object({
  id: reference,
  text: z.string(),
  /** Id of the rule in the catalogue. */
  rule: reference,
  sources: z.array(reference),
});
export type DesignStatement = z.infer<typeof designStatementSchema>;

const sectionSchema = z.object({
  id: z.enum(designSectionIds),
  title: z.string(),
  completeness: z.enum(['complete', 'incomplete', 'needs input']),
  /** What is missing, for what is not complete. */
  missing: z.array(z.string()),
  statements: z.array(designStatementSchema),
});

export const componentKinds = [
  'interface',
  'agent',
  'function',
  'store',
  'queue',
  'connector',
  'knowledge-base',
  'identity',
  'approval',
  'monitoring',
] as const;

const componentSchema = z.object({
  id: reference,
  name: z.string(),
  kind: z.enum(componentKinds),
  purpose: z.string(),
  /** Of the AWS services or products that were chosen. */
  technology: z.string(),
  rule: reference,
  sources: z.array(reference),
  dependsOn: z.array(reference),
});
export type DesignComponent = z.infer<typeof componentSchema>;

const fieldSchema = z.object({
  name: z.string(),
  type: z.enum(['string', 'number', 'boolean', 'date', 'list']),
  isRequired: z.boolean(),
  isPersonal: z.boolean(),
});

const entitySchema = z.object({
  id: reference,
  name: z.string(),
  component: reference,
  fields: z.array(fieldSchema).min(1),
  retentionDays: z.number().int().nullable(),
  sources: z.array(reference),
});
export type DesignEntity = z.infer<typeof entitySchema>;

const integrationSchema = z.object({
  id: reference,
  system: z.string(),
  direction: z.enum(['read', 'write', 'both']),
  pattern: z.enum(['api', 'file', 'message', 'database', 'manual']),
  component: reference,
  rule: reference,
  sources: z.array(reference),
});

/** A rule that the software must keep, in a form from which code and its test are made. */
const businessRuleSchema = z.object({
  id: reference,
  title: z.string(),
  /** Entity whose records it holds for. */
  entity: reference,
  kind: z.enum([
    'approval-required',
    'threshold',
    'required-field',
    'retention',
    'mask-personal-data',
    'residency',
    'rate-limit',
  ]),
  parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  sources: z.array(reference),
});
export type BusinessRule = z.infer<typeof businessRuleSchema>;

const decisionSchema = z.object({
  id: reference,
  title: z.string(),
  choice: z.string(),
  alternatives: z.array(z.object({ name: z.string(), why: z.string() })),
  rule: reference,
  sources: z.array(reference),
});

const costItemSchema = z.object({
  component: reference,
  driver: z.string(),
  quantity: z.number(),
  unit: z.string(),
  unitUsd: z.number(),
  monthlyUsd: z.number(),
});

/** The high-level solution that follows from an assessment. */
export const designSchema = z.object({
  schemaVersion: z.literal(1),
  project: z.object({ id: z.string(), name: z.string() }),
  /** The use case that is designed; null where the assessment ranks none. */
  useCase: z.object({ id: reference, title: z.string() }).nullable(),
  sections: z.array(sectionSchema),
  components: z.array(componentSchema).min(1),
  entities: z.array(entitySchema).min(1),
  integrations: z.array(integrationSchema),
  businessRules: z.array(businessRuleSchema),
  decisions: z.array(decisionSchema),
  cost: z.object({
    pricesOf: z.string(),
    items: z.array(costItemSchema),
    monthlyUsd: z.number(),
    assumptions: z.array(z.string()),
  }),
  openQuestions: z.array(z.object({ id: reference, text: z.string(), section: z.enum(designSectionIds) })),
  /** What an approver asked for, what was changed for it, and what could not be. */
  feedback: z.object({ request: z.string(), changed: z.array(z.string()), notChanged: z.array(z.string()) }).optional(),
});
export type Design = z.infer<typeof designSchema>;

export const designInputSchema = z.object({
  report: reportSchema,
  project: z.looseObject({
    id: z.string().max(128),
    name: z.string(),
    description: z.string().nullish(),
    requirements: z.string().nullish(),
  }),
});
export type DesignInput = z.infer<typeof designInputSchema>;

export const designOutputSchema = z.object({ design: designSchema });
export type DesignOutput = z.infer<typeof designOutputSchema>;
