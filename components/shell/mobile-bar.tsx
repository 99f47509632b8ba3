'use client';

import { Menu } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { useWorkspace } from '../providers/workspace-context.tsx';
import { Button } from '../ui/button.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import type { OrganizationOption } from './organization-option.ts';

const Drawer = dynamic(() => import('./navigation-drawer.tsx').then(({ NavigationDrawer }) => NavigationDrawer), {
  ssr: false,
});

/** On small screens: a bar with the way to the navigation. */
export function MobileBar({ organizations }: { organizations: OrganizationOption[] }) {
  const t = useTranslations('shell');
  const { organization } = useWorkspace();
  const [isOpen, setIsOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <header className="sticky top-0 z-30 flex h-12 items-center gap-2 border-b bg-surface px-2 md:hidden">
      <Button
        ref={opener}
        variant="ghost"
        size="icon"
        aria-label={t('openNavigation')}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(true)}
      >
        <Menu aria-hidden />
      </Button>
      <span className="min-w-0 flex-1 truncate font-medium">{organization.name}</span>
      <ConnectionNotice />
      {isOpen && (
        <Drawer
          organizations={organizations}
          onClose={() => setIsOpen(false)}
          returnFocus={() => opener.current?.focus()}
        />
      )}
    </header>
  );
}
