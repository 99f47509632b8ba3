import * as z from 'zod';
import { reportSchema } from '../assessment/report/report-schema.ts';
import { designSchema } from '../design/schema.ts';

const reference = z.string().max(80);

/** Days of work for the roles named: optimistic, most likely, pessimistic; `expected` = (o + 4m + p) / 6. */
const estimateSchema = z.object({
  optimistic: z.number(),
  mostLikely: z.number(),
  pessimistic: z.number(),
  expected: z.number(),
  standardDeviation: z.number(),
});

/** Why an estimate differs from its template: the three points were multiplied by `factor`, the pessimistic one by `spread` too. */
const factorSchema = z.object({
  factor: z.number(),
  spread: z.number().optional(),
  reason: z.string(),
  sources: z.array(reference),
});

const taskSchema = z.object({
  id: reference,
  /** Number in the work breakdown, such as `2.3`. */
  wbs: z.string(),
  name: z.string(),
  phase: z.string(),
  role: z.string(),
  /** Components of the design that it makes or changes. */
  components: z.array(reference),
  dependsOn: z.array(reference),
  estimate: estimateSchema,
  /** ISO dates of working days; the plan begins at `startDate`. */
  start: z.string(),
  end: z.string(),
  slackDays: z.number(),
  isCritical: z.boolean(),
  sources: z.array(reference),
  /** `wait`: time passes, nobody works on it; `estimate` is then the time that passes, in working days. */
  kind: z.enum(['work', 'wait']).optional(),
  /** Working days from start to end, both counted: the expected work over the share of a week the role has for it. */
  durationDays: z.number().optional(),
  /** The task that the same person does right before; scheduled like a dependency. */
  waitsFor: reference.optional(),
  factors: z.array(factorSchema).optional(),
  /** Heading of the work breakdown above it, such as the component's name. */
  group: z.string().optional(),
});
export type PlanTask = z.infer<typeof taskSchema>;

/** Work breakdown, dates and risks that follow from a design. */
export const planSchema = z.object({
  schemaVersion: z.literal(1),
  project: z.object({ id: z.string(), name: z.string() }),
  startDate: z.string(),
  endDate: z.string(),
  tasks: z.array(taskSchema).min(1),
  criticalPath: z.array(reference),
  /** Working days from start to end: expected, and the range that holds with 80 % by PERT. */
  duration: z.object({ expectedDays: z.number(), p10Days: z.number(), p90Days: z.number() }),
  effort: z.object({ expectedDays: z.number(), byRole: z.array(z.object({ role: z.string(), days: z.number() })) }),
  milestones: z.array(
    z.object({
      id: reference,
      name: z.string(),
      date: z.string(),
      after: z.array(reference),
      /** The range that holds with 80 %. */
      p10Date: z.string().optional(),
      p90Date: z.string().optional(),
    }),
  ),
  /** The date that was asked for, and the chance to have the pilot live by then, 0 to 1. */
  deadline: z
    .object({
      date: z.string(),
      expectedDate: z.string(),
      p90Date: z.string(),
      probability: z.number(),
      sources: z.array(reference),
      /** What would bring the pilot forward, each computed by scheduling again; the greatest gain first. */
      levers: z.array(z.object({ name: z.string(), expectedDate: z.string(), savedDays: z.number() })).optional(),
    })
    .optional(),
  risks: z.array(
    z.object({
      id: reference,
      title: z.string(),
      likelihood: z.number(),
      impact: z.number(),
      mitigation: z.string(),
      owner: z.string(),
      tasks: z.array(reference),
      sources: z.array(reference),
    }),
  ),
  assumptions: z.array(z.string()),
});
export type Plan = z.infer<typeof planSchema>;

export const planningInputSchema = z.object({
  report: reportSchema,
  design: designSchema,
  project: z.looseObject({ id: z.string().max(128), name: z.string() }),
  /** The first day of work; the next working day unless given. */
  startDate: z.iso.date().nullish(),
});
export type PlanningInput = z.infer<typeof planningInputSchema>;

export const planningOutputSchema = z.object({ plan: planSchema });
export type PlanningOutput = z.infer<typeof planningOutputSchema>;
