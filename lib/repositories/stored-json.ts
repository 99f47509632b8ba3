import * as z from 'zod/mini';

/** AWSJSON comes out of the table as the value that went in, as JSON text from what stores it so. */
export const storedJson = z.pipe(
  z.unknown(),
  z.transform((value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value)),
);
