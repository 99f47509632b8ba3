'use client';

import { useTranslations } from 'next-intl';
import { useWorkspace } from '../providers/workspace-context.tsx';
import { Dialog, DialogContent } from '../ui/dialog.tsx';
import { Keys } from '../ui/keys.tsx';
import { navigationFor } from './navigation.ts';

/** The keys that work on every page. */
export function ShortcutHelp({ onOpenChange }: { onOpenChange: (isOpen: boolean) => void }) {
  const t = useTranslations();
  const rows = [
    { keys: ['Ctrl', 'K'], what: t('shortcuts.palette') },
    { keys: ['/'], what: t('shortcuts.search') },
    ...navigationFor(useWorkspace()).map(({ key, label }) => ({
      keys: ['g', key],
      what: t('shortcuts.goTo', { page: t(`navigation.${label}`) }),
    })),
    { keys: ['?'], what: t('shortcuts.help') },
  ];
  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent title={t('shortcuts.title')} closeLabel={t('common.close')} className="max-w-md">
        <ul className="grid">
          {rows.map(({ keys, what }) => (
            <li key={what} className="flex min-h-9 items-center justify-between gap-4 border-b last:border-b-0">
              <span>{what}</span>
              <Keys keys={keys} />
            </li>
          ))}
        </ul>
      </DialogContent>
    </Dialog>
  );
}
