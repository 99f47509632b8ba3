'use client';

import { Play } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { useUrlState } from '#lib/client/run/use-url-state';
import { Button } from '../../ui/button.tsx';

const StartRunDialog = dynamic(() => import('./start-run-dialog.tsx').then((loaded) => loaded.StartRunDialog), {
  ssr: false,
});

/** Opens the dialog that starts a run. An address that names a blueprint to start opens it by itself. */
export function StartRunButton({ projectId }: { projectId: string }) {
  const t = useTranslations('run');
  const url = useUrlState();
  const wanted = url.get('start');
  const [isAsked, setIsAsked] = useState(false);
  const close = () => {
    setIsAsked(false);
    if (wanted !== null) url.set({ start: null });
  };
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={opener} variant="primary" aria-haspopup="dialog" onClick={() => setIsAsked(true)}>
        <Play aria-hidden />
        {t('start.open')}
      </Button>
      {(isAsked || wanted !== null) && (
        <StartRunDialog
          projectId={projectId}
          wanted={wanted}
          onClose={close}
          returnFocus={() => opener.current?.focus()}
        />
      )}
    </>
  );
}
