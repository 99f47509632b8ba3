import type { NotificationKind } from '#lib/domain/notification/kinds';
import { type GraphqlRequest, isConditionFailure } from '#lib/runtime/graphql';
import { writeDocument } from './selections.ts';

export interface NotificationRecord {
  readonly id: string;
  readonly organization: string;
  readonly projectId: string | null;
  readonly runId: string | null;
  readonly kind: NotificationKind;
  readonly title: string;
  readonly detail: string;
  readonly roles: readonly string[];
  readonly path: string;
  readonly notifiedAt: string;
}

const created = writeDocument('create', 'Notification');

/** Tells people of something, once per id. */
export async function notifyPeople(graphql: GraphqlRequest, notification: NotificationRecord): Promise<void> {
  try {
    await graphql(created.field, created.document, { input: notification });
  } catch (error) {
    if (!isConditionFailure(error)) throw error;
  }
}
