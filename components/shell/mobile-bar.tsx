'use client';

import { Menu } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useWorkspace } from '../providers/workspace-context.tsx';
import { Button } from '../ui/button.tsx';
import { Sidebar } from './sidebar.tsx';
import type { OrganizationOption } from './workspace-shell.tsx';

/** On small screens: a bar with the way to the navigation. */
export function MobileBar({ organizations }: { organizations: OrganizationOption[] }) {
  const t = useTranslations('shell');
  const { organization } = useWorkspace();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <header className="sticky top-0 z-30 flex h-12 items-center gap-2 border-b bg-surface px-2 md:hidden">
      <Dialog.Root open={isOpen} onOpenChange={setIsOpen}>
        <Dialog.Trigger asChild>
          <Button variant="ghost" size="icon" aria-label={t('openNavigation')}>
            <Menu aria-hidden />
          </Button>
        </Dialog.Trigger>
        <Dialog.Portal>
          <Dialog.Overlay className="fixed inset-0 z-40 bg-black/45" />
          <Dialog.Content
            aria-describedby={undefined}
            className="fixed inset-y-0 left-0 z-50 w-72 max-w-[85vw] border-r bg-surface outline-none"
          >
            <Dialog.Title className="sr-only">{t('navigationTitle')}</Dialog.Title>
            <Sidebar organizations={organizations} onNavigate={() => setIsOpen(false)} />
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
      <span className="truncate font-medium">{organization.name}</span>
    </header>
  );
}
