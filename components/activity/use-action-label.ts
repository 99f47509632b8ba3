'use client';

import { useTranslations } from 'next-intl';
import { auditActions } from '#lib/domain/activity/audit-actions';
import { statusOf } from '#lib/domain/activity/audit-detail';

type Entry = { action: string; detail?: unknown };

/** Says an audit entry in words; an action that the catalogue does not know is shown as it is. */
export function useActionLabel(): (entry: Entry) => string {
  const t = useTranslations();
  return ({ action, detail }) => {
    const known = auditActions.find((candidate) => candidate === action);
    if (!known) return action;
    const status = statusOf(detail);
    if (known === 'project.status_changed' && status)
      return t('activity.statusNow', { status: t(`project.status.${status}`) });
    return t(`activity.action.${known}`);
  };
}
