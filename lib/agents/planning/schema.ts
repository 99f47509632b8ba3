import * as z from 'zod';

const reference = z.string().max(80);

/** Days of work for the roles named: optimistic, most likely, pessimistic; `expected` = (o + 4m + p) / 6. */
const estimateSchema = z.object({
  optimistic: z.number(),
  mostLikely: z.number(),
  pessimistic: z.number(),
  expected: z.number(),
  standardDeviation: z.number(),
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
  milestones: z.array(z.object({ id: reference, name: z.string(), date: z.string(), after: z.array(reference) })),
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
