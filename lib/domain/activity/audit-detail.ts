import { z } from 'zod';
import { type ProjectStatus, projectStatuses } from '../project/status.ts';

const detailSchema = z.object({
  name: z.string().min(1).optional().catch(undefined),
  status: z.enum(projectStatuses).optional().catch(undefined),
});

function read(detail: unknown): z.infer<typeof detailSchema> {
  const result = detailSchema.safeParse(typeof detail === 'string' ? parsed(detail) : detail);
  return result.success ? result.data : {};
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The name that the subject of an audit entry had then, or undefined where the entry does not say. */
export function subjectNameOf(detail: unknown): string | undefined {
  return read(detail).name;
}

/** The status that a project had then, or undefined where the entry does not say. */
export function statusOf(detail: unknown): ProjectStatus | undefined {
  return read(detail).status;
}
