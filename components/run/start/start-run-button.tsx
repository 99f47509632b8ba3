'use client';

import { Play } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';

const StartRunDialog = dynamic(() => import('./start-run-dialog.tsx').then((loaded) => loaded.StartRunDialog), {
  ssr: false,
});

/** Opens the dialog that starts a run. */
export function StartRunButton({ projectId }: { projectId: string }) {
  const t = useTranslations('run');
  const [isOpen, setIsOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={opener} variant="primary" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        <Play aria-hidden />
        {t('start.open')}
      </Button>
      {isOpen && (
        <StartRunDialog
          projectId={projectId}
          onClose={() => setIsOpen(false)}
          returnFocus={() => opener.current?.focus()}
        />
      )}
    </>
  );
}
