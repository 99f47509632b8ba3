'use client';

import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { documentLink } from '#lib/client/document/document-link';
import { Button } from '../../ui/button.tsx';
import { toast } from '../../ui/toast.ts';

/** Downloads a file as it was uploaded. Its link works for minutes only, so each download asks for its own. */
export function DownloadOriginal({ document }: { document: { id: string; name: string } }) {
  const t = useTranslations('viewer');
  const [isBusy, setIsBusy] = useState(false);
  const download = async () => {
    setIsBusy(true);
    try {
      const { url } = await documentLink(document.id, 'original');
      window.location.assign(url);
    } catch {
      toast.error(t('downloadFailed'));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Button isBusy={isBusy} onClick={() => void download()}>
      {!isBusy && <Download aria-hidden />}
      {t('download')}
    </Button>
  );
}
