import * as z from 'zod/mini';
import { projectLimits } from './limits.ts';

// Control characters, and those that turn the direction of what follows: a name must be what it looks like.
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/u;
const unprintableInText = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/u;

const characters = (text: string): number => Array.from(text).length;

/** Keys of the message catalogue that say what is wrong with a field. */
export const projectInputProblems = ['blank', 'nameTooLong', 'unprintable', 'tooLong'] as const;
export type ProjectInputProblem = (typeof projectInputProblems)[number];

const problem = (key: ProjectInputProblem) => ({ error: key });

const longText = (limit: number) =>
  z.string().check(
    z.refine((text) => characters(text) <= limit, problem('tooLong')),
    z.refine((text) => !unprintableInText.test(text), problem('unprintable')),
  );

/** What a person writes on a project. A name is kept exactly as written; messages are keys of the catalogue. */
export const projectInputSchema = z.object({
  name: z.string().check(
    z.refine((name) => name.trim() !== '', problem('blank')),
    z.refine((name) => characters(name) <= projectLimits.name, problem('nameTooLong')),
    z.refine((name) => !unprintable.test(name), problem('unprintable')),
  ),
  description: longText(projectLimits.description),
  requirements: longText(projectLimits.requirements),
});

export type ProjectInput = z.infer<typeof projectInputSchema>;

/** The form of a project's id, as the backend takes it from whoever creates one. */
export const projectIdSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{8,64}$/));
