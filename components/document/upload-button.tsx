'use client';

import { Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useSyncExternalStore } from 'react';
import { acceptedEndings } from '#lib/domain/document-view/chosen-file';
import { Button } from '../ui/button.tsx';

/** Opens the machine's own dialog to choose files, many at once. */
export function UploadButton({ onChoose }: { onChoose: (files: File[]) => void }) {
  const t = useTranslations('document.upload');
  const field = useRef<HTMLInputElement>(null);
  const isAlive = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
  return (
    <>
      <Button variant="primary" onClick={() => field.current?.click()}>
        <Upload aria-hidden />
        {t('open')}
      </Button>
      {/* What is chosen before the page is alive would be lost. */}
      {isAlive && (
        <input
          ref={field}
          type="file"
          multiple
          hidden
          aria-label={t('open')}
          accept={acceptedEndings.join(',')}
          onChange={({ target }) => {
            onChoose([...(target.files ?? [])]);
            // The same file may be chosen again.
            target.value = '';
          }}
        />
      )}
    </>
  );
}
