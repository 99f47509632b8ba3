'use client';

import { Keyboard as KeyboardIcon, Languages, LogOut, Monitor, Moon, Sun, SunMoon, UserRound } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { signOutHere } from '#lib/client/sign-out';
import { isLocale, LOCALE_COOKIE, locales } from '#lib/domain/locale/locales';
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
import type { MenuProps } from '../ui/lazy-menu.tsx';
import { openShortcuts } from './keyboard.tsx';

const themes = [
  { value: 'light', icon: Sun },
  { value: 'dark', icon: Moon },
  { value: 'system', icon: Monitor },
] as const;

/** One's own settings on this device, and the way out. */
export function UserMenuList({ trigger, email }: MenuProps & { email: string }) {
  const t = useTranslations();
  const locale = useLocale();
  const router = useRouter();
  const { theme, setTheme } = useTheme();

  const setLocale = (value: string) => {
    if (!isLocale(value)) return;
    // The Cookie Store API is not in every browser that we support.
    document.cookie = `${LOCALE_COOKIE}=${value}; path=/; max-age=31536000; samesite=lax`;
    router.refresh();
  };
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent align="start" side="top" className="w-56">
        <DropdownMenuLabel className="truncate">{email}</DropdownMenuLabel>
        <DropdownMenuItem onSelect={() => router.push('/account')}>
          <UserRound aria-hidden />
          {t('account.title')}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={openShortcuts}>
          <KeyboardIcon aria-hidden />
          {t('shortcuts.title')}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuLabel className="flex items-center gap-2">
          <SunMoon aria-hidden className="size-4" />
          {t('theme.label')}
        </DropdownMenuLabel>
        <DropdownMenuRadioGroup value={theme ?? 'system'} onValueChange={setTheme}>
          {themes.map(({ value, icon: Icon }) => (
            <DropdownMenuRadioItem key={value} value={value}>
              <Icon aria-hidden />
              {t(`theme.${value}`)}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
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
