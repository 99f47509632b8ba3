'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { isRole } from '#lib/domain/access/roles';

/** Names roles in a sentence, any of which will do. */
export function useRoleNames(): (roles: readonly string[]) => string {
  const t = useTranslations('role');
  const format = useFormatter();
  return (roles) =>
    format.list(
      roles.map((role) => (isRole(role) ? t(role) : role)),
      { type: 'disjunction' },
    );
}
