'use client';

import { ChevronsUpDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { primaryRole } from '#lib/domain/access/primary-role';
import { useWorkspace } from '../providers/workspace-context.tsx';
import { LazyMenu } from '../ui/lazy-menu.tsx';

const load = () => import('./user-menu-list.tsx').then(({ UserMenuList }) => UserMenuList);

/** Who is signed in; opens the theme, the language, and the way out. */
export function UserMenu() {
  const t = useTranslations();
  const { caller } = useWorkspace();
  const role = primaryRole(caller.roles);
  const email = caller.email ?? caller.userId;
  return (
    <LazyMenu
      load={load}
      props={{ email }}
      trigger={
        <button type="button" className="flex min-w-0 flex-1 items-center gap-2 rounded-md px-1.5 py-1 hover:bg-muted">
          <span className="grid min-w-0 flex-1 text-left">
            <span className="truncate">{email}</span>
            <span className="truncate text-xs text-ink-faint">{role ? t(`role.${role}`) : t('role.none')}</span>
          </span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-faint" />
          <span className="sr-only">{t('shell.userMenu')}</span>
        </button>
      }
    />
  );
}
