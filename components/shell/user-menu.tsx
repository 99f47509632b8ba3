'use client';

import { ChevronsUpDown, Keyboard as KeyboardIcon, Languages, LogOut } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { signOutHere } from '#lib/client/sign-out';
import { primaryRole } from '#lib/domain/access/primary-role';
import { isLocale, LOCALE_COOKIE, locales } from '#lib/domain/locale/locales';
import { useWorkspace } from '../providers/workspace-context.tsx';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu.tsx';
import { openShortcuts } from './keyboard.tsx';

/** Who is signed in, the language, and the way out. */
export function UserMenu() {
  const t = useTranslations();
  const locale = useLocale();
  const router = useRouter();
  const { caller } = useWorkspace();
  const role = primaryRole(caller.roles);
  const email = caller.email ?? caller.userId;

  const setLocale = (value: string) => {
    if (!isLocale(value)) return;
    // biome-ignore lint: the Cookie Store API is not in every browser that we support
    document.cookie = `${LOCALE_COOKIE}=${value}; path=/; max-age=31536000; samesite=lax`;
    router.refresh();
  };
  return (
    <DropdownMenu>
      <DropdownMenuTrigger className="flex min-w-0 flex-1 items-center gap-2 rounded-md px-1.5 py-1 hover:bg-muted">
        <span className="grid min-w-0 flex-1 text-left">
          <span className="truncate">{email}</span>
          <span className="truncate text-xs text-ink-faint">{role ? t(`role.${role}`) : t('role.none')}</span>
        </span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <span className="sr-only">{t('shell.userMenu')}</span>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" side="top" className="w-56">
        <DropdownMenuLabel className="truncate">{email}</DropdownMenuLabel>
        <DropdownMenuItem onSelect={openShortcuts}>
          <KeyboardIcon aria-hidden />
          {t('shortcuts.title')}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuLabel className="flex items-center gap-2">
          <Languages aria-hidden className="size-4" />
          {t('locale.label')}
        </DropdownMenuLabel>
        <DropdownMenuRadioGroup value={locale} onValueChange={setLocale}>
          {locales.map((value) => (
            <DropdownMenuRadioItem key={value} value={value} lang={value}>
              {t(`locale.${value}`)}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void signOutHere()}>
          <LogOut aria-hidden />
          {t('shell.signOut')}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
