'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { chooseOrganization } from '#lib/actions/organization/choose-organization';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu.tsx';
import type { MenuProps } from '../ui/lazy-menu.tsx';
import { toast } from '../ui/toast.ts';
import type { OrganizationOption } from './organization-option.ts';

type OrganizationListProps = MenuProps & { organizations: OrganizationOption[]; current: string };

/** The organizations to look at. */
export function OrganizationList({ trigger, organizations, current }: OrganizationListProps) {
  const t = useTranslations('shell');
  const router = useRouter();
  const [, startTransition] = useTransition();

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
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="w-52">
        <DropdownMenuLabel>{t('switchOrganization')}</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={current} onValueChange={choose}>
          {organizations.map(({ id, name }) => (
            <DropdownMenuRadioItem key={id} value={id}>
              <span className="truncate">{name}</span>
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
