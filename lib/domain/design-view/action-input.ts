import * as z from 'zod/mini';

const id = z.string().check(z.minLength(1), z.maxLength(128));

/** What the screens send to hold a design against a newer source. */
export const checkDriftSchema = z.object({ projectId: id, run: id, source: id });
