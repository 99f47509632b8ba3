'use client';

import { useTranslations } from 'next-intl';
import { Dialog } from 'radix-ui';
import type { OrganizationOption } from './organization-option.ts';
import { Sidebar } from './sidebar.tsx';

type NavigationDrawerProps = { organizations: OrganizationOption[]; onClose: () => void; returnFocus: () => void };

/** The navigation, slid over the page where there is no room beside it. */
export function NavigationDrawer({ organizations, onClose, returnFocus }: NavigationDrawerProps) {
  const t = useTranslations('shell');
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            returnFocus();
          }}
          className="fixed inset-y-0 left-0 z-50 w-72 max-w-[85vw] border-r bg-surface outline-none"
        >
          <Dialog.Title className="sr-only">{t('navigationTitle')}</Dialog.Title>
          <Sidebar organizations={organizations} onNavigate={onClose} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
