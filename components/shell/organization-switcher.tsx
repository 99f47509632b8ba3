'use client';

import { Building2, ChevronsUpDown } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { chooseOrganization } from '#lib/actions/organization/choose-organization';
import { useWorkspace } from '../providers/workspace-context.tsx';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu.tsx';
import { toast } from '../ui/toast.tsx';
import type { OrganizationOption } from './workspace-shell.tsx';

/** The organization that is looked at; who may look at several chooses here. */
export function OrganizationSwitcher({ organizations }: { organizations: OrganizationOption[] }) {
  const t = useTranslations('shell');
  const { organization } = useWorkspace();
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
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

  const choose = (id: string) =>
    startTransition(async () => {
      const result = await chooseOrganization({ id });
      if (!result.ok) {
        toast.error(result.message);
        return;
      }
      router.push('/');
      router.refresh();
    });
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-busy={isPending}
        className="flex items-center gap-2.5 rounded-md px-1 py-1 hover:bg-muted aria-busy:opacity-60"
      >
        {name}
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <span className="sr-only">{t('switchOrganization')}</span>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="w-52">
        <DropdownMenuLabel>{t('switchOrganization')}</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={organization.id} onValueChange={choose}>
          {organizations.map((option) => (
            <DropdownMenuRadioItem key={option.id} value={option.id}>
              <span className="truncate">{option.name}</span>
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
