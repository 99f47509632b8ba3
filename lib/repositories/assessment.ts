import * as z from 'zod/mini';
import { createInterviewRepository, type InterviewStore, interviewFields } from './interview.ts';

const assessmentSchema = z.object({
  ...interviewFields,
  progress: z.object({
    technical: z.number(),
    governance: z.number(),
    business: z.number(),
    commercial: z.number(),
  }),
});
export type AssessmentRecord = z.infer<typeof assessmentSchema>;

/** The interviews of assessments. */
export const createAssessmentRepository = (store: InterviewStore) =>
  createInterviewRepository('Assessment', assessmentSchema, store);

export type AssessmentRepository = ReturnType<typeof createAssessmentRepository>;
