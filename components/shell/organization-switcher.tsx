'use client';

import { Building2, ChevronsUpDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '../providers/workspace-context.tsx';
import { LazyMenu } from '../ui/lazy-menu.tsx';
import type { OrganizationOption } from './organization-option.ts';

const load = () => import('./organization-list.tsx').then(({ OrganizationList }) => OrganizationList);

/** The organization that is looked at; who may look at several chooses here. */
export function OrganizationSwitcher({ organizations }: { organizations: OrganizationOption[] }) {
  const t = useTranslations('shell');
  const { organization } = useWorkspace();
  const name = (
    <>
      <span className="grid size-7 shrink-0 place-items-center rounded-md border bg-canvas text-ink-soft">
        <Building2 aria-hidden className="size-4" />
      </span>
      <span className="grid min-w-0 flex-1 text-left">
        <span className="text-xs text-ink-faint">{t('organization')}</span>
        <span className="truncate font-medium">{organization.name || t('noOrganization')}</span>
      </span>
    </>
  );
  if (organizations.length < 2) return <div className="flex items-center gap-2.5 px-1 py-1">{name}</div>;
  return (
    <LazyMenu
      load={load}
      props={{ organizations, current: organization.id }}
      trigger={
        <button type="button" className="flex items-center gap-2.5 rounded-md px-1 py-1 hover:bg-muted">
          {name}
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-faint" />
          <span className="sr-only">{t('switchOrganization')}</span>
        </button>
      }
    />
  );
}
