import * as z from 'zod/mini';

/** What the editor sends; the backend checks the definition itself and tells what is wrong with it. */
export const saveBlueprintSchema = z.object({ definition: z.record(z.string(), z.unknown()) });
