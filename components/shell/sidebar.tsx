'use client';

import { Search } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '../providers/workspace-context.tsx';
import { cn } from '../ui/class-names.ts';
import { Keys } from '../ui/keys.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import { openPalette } from './keyboard.tsx';
import { navigationFor } from './navigation.ts';
import type { OrganizationOption } from './organization-option.ts';
import { OrganizationSwitcher } from './organization-switcher.tsx';
import { ThemeToggle } from './theme-toggle.tsx';
import { UserMenu } from './user-menu.tsx';

type SidebarProps = { organizations: OrganizationOption[]; onNavigate?: () => void };

/** Organization, search, where one may go, and oneself. */
export function Sidebar({ organizations, onNavigate }: SidebarProps) {
  const t = useTranslations();
  const pathname = usePathname();
  const items = navigationFor(useWorkspace());
  const isCurrent = (href: string) => (href === '/' ? pathname === '/' : pathname.startsWith(href));
  return (
    <div className="flex h-full flex-col gap-4 overflow-y-auto p-3">
      <OrganizationSwitcher organizations={organizations} />
      <button
        type="button"
        onClick={() => {
          onNavigate?.();
          openPalette();
        }}
        className="flex h-9 items-center gap-2 rounded-md border bg-canvas px-2.5 text-ink-faint hover:text-ink"
      >
        <Search aria-hidden className="size-4" />
        <span className="flex-1 text-left">{t('shell.search')}</span>
        <Keys keys={['Ctrl', 'K']} />
      </button>
      <nav aria-label={t('navigation.label')}>
        <ul className="grid gap-0.5">
          {items.map(({ href, label, icon: Icon }) => (
            <li key={href}>
              <Link
                href={href}
                onClick={onNavigate}
                aria-current={isCurrent(href) ? 'page' : undefined}
                className={cn(
                  'flex h-9 items-center gap-2.5 rounded-md px-2.5 md:h-8',
                  isCurrent(href) ? 'bg-muted font-medium text-ink' : 'text-ink-soft hover:bg-muted hover:text-ink',
                )}
              >
                <Icon aria-hidden className="size-4 shrink-0" />
                {t(`navigation.${label}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="mt-auto grid gap-3">
        <ConnectionNotice />
        <div className="flex items-center gap-1 border-t pt-3">
          <UserMenu />
          <ThemeToggle />
        </div>
      </div>
    </div>
  );
}
