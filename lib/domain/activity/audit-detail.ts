import { type ProjectStatus, projectStatuses } from '../project/status.ts';

/** The detail comes as JSON text or as an object; whatever else it is tells nothing. */
function read(detail: unknown): object {
  const plain = typeof detail === 'string' ? parsed(detail) : detail;
  return typeof plain === 'object' && plain !== null ? plain : {};
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
  const fields = read(detail);
  return 'name' in fields && typeof fields.name === 'string' && fields.name !== '' ? fields.name : undefined;
}

/** The status that a project had then, or undefined where the entry does not say. */
export function statusOf(detail: unknown): ProjectStatus | undefined {
  const fields = read(detail);
  return 'status' in fields ? projectStatuses.find((status) => status === fields.status) : undefined;
}
