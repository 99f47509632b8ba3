import * as z from 'zod/mini';
import { createInterviewRepository, type InterviewStore, interviewFields } from './interview.ts';

const interviewSchema = z.object({ ...interviewFields, progress: z.number() });
export type DesignInterviewRecord = z.infer<typeof interviewSchema>;

/** The interviews of technical designs. */
export const createDesignInterviewRepository = (store: InterviewStore) =>
  createInterviewRepository('DesignInterview', interviewSchema, store);

export type DesignInterviewRepository = ReturnType<typeof createDesignInterviewRepository>;
