'use client';

import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { downloadArtifact } from '#lib/client/run/download-artifact';
import { Button } from '../ui/button.tsx';
import { toast } from '../ui/toast.ts';

type DownloadButtonProps = { projectId: string; fileKey: string; name: string };

/** Downloads a file of the project. */
export function DownloadButton({ projectId, fileKey, name }: DownloadButtonProps) {
  const t = useTranslations('run.file');
  const [isBusy, setIsBusy] = useState(false);
  const download = async () => {
    setIsBusy(true);
    try {
      await downloadArtifact(projectId, fileKey);
    } catch {
      toast.error(t('downloadFailed'));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Button size="small" isBusy={isBusy} aria-label={t('downloadNamed', { name })} onClick={() => void download()}>
      {!isBusy && <Download aria-hidden />}
      {t('download')}
    </Button>
  );
}
