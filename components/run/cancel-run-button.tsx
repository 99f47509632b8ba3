'use client';

import { Ban } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { cancelRun } from '#lib/actions/run/cancel-run';
import { Button } from '../ui/button.tsx';
import { toast } from '../ui/toast.ts';

const ConfirmDialog = dynamic(() => import('../ui/confirm-dialog.tsx').then((loaded) => loaded.ConfirmDialog), {
  ssr: false,
});

/** Asks, then stops a run. */
export function CancelRunButton({ runId, name }: { runId: string; name: string }) {
  const t = useTranslations('run');
  const [isOpen, setIsOpen] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const cancel = async () => {
    setIsBusy(true);
    const result = await cancelRun({ runId });
    setIsBusy(false);
    setIsOpen(false);
    if (!result.ok) toast.error(t(`failure.${result.code}`));
  };
  return (
    <>
      <Button ref={opener} onClick={() => setIsOpen(true)} aria-haspopup="dialog">
        <Ban aria-hidden />
        {t('cancel.open')}
      </Button>
      {isOpen && (
        <ConfirmDialog
          isOpen
          onOpenChange={setIsOpen}
          title={t('cancel.title', { name })}
          description={t('cancel.body')}
          confirmLabel={t('cancel.confirm')}
          cancelLabel={t('cancel.keep')}
          isDangerous
          isBusy={isBusy}
          onConfirm={() => void cancel()}
          returnFocus={() => opener.current?.focus()}
        />
      )}
    </>
  );
}
