import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { eventSchemaVersion, type FactoryEvent } from '#lib/domain/events/registry';
import { type ProjectChange, projectChange } from '#lib/domain/project/lifecycle';
import type { AuditEventRecord } from '#lib/repositories/audit-event';
import { derivedId } from '#lib/runtime/ids';

const imageSchema = z.object({
  id: z.string(),
  organization: z.string(),
  name: z.string(),
  description: z.nullish(z.string()),
  requirements: z.nullish(z.string()),
  status: z.nullish(z.string()),
  archivedAt: z.nullish(z.string()),
  owner: z.nullish(z.string()),
  updatedBy: z.nullish(z.string()),
});

/** A stream's record, as far as it is read. */
interface StreamRecord {
  readonly eventID?: string | undefined;
  readonly dynamodb?:
    | {
        readonly ApproximateCreationDateTime?: number | undefined;
        readonly NewImage?: unknown;
        readonly OldImage?: unknown;
      }
    | undefined;
}

/** A change of a project with its own id, which is the same whenever the stream delivers it. */
export interface IdentifiedChange extends ProjectChange {
  readonly id: string;
  readonly occurredAt: string;
}

/** Reads a record of the table's stream; undefined where there is nothing to tell. */
export function changeOf(record: StreamRecord): IdentifiedChange | undefined {
  const { dynamodb } = record;
  const change = projectChange(imageOf(dynamodb?.OldImage), imageOf(dynamodb?.NewImage));
  if (!change) return undefined;
  const seconds = dynamodb?.ApproximateCreationDateTime ?? 0;
  return {
    ...change,
    id: derivedId('project-change', record.eventID ?? '', change.project.id),
    occurredAt: new Date(seconds * 1000).toISOString(),
  };
}

function imageOf(image: unknown) {
  if (image === undefined) return undefined;
  return imageSchema.parse(unmarshall(attributesSchema.parse(image)));
}

/** The stream's own form is trusted; what is in it is parsed once it is plain. */
const attributesSchema = z.custom<Record<string, AttributeValue>>(
  (value: unknown) => typeof value === 'object' && value !== null,
);

export function eventOf(change: IdentifiedChange): FactoryEvent {
  const { name, project, actor, changed, id } = change;
  return {
    name,
    detail: {
      schemaVersion: eventSchemaVersion,
      organization: project.organization,
      correlationId: id,
      idempotencyKey: id,
      projectId: project.id,
      name: project.name,
      actor,
      changed: [...changed],
    },
  };
}

export function auditEventOf(change: IdentifiedChange): AuditEventRecord {
  const { project, id } = change;
  return {
    id,
    organization: project.organization,
    projectId: project.id,
    action: change.action,
    actor: change.actor,
    subject: `project/${project.id}`,
    detail: { name: project.name, status: project.status ?? null, changed: change.changed },
    correlationId: id,
    occurredAt: change.occurredAt,
  };
}
