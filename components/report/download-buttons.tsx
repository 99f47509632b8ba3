'use client';

import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { loadDataClient } from '#lib/client/data-client';
import { dataOf } from '#lib/client/request-failure';
import { type ReportFormat, reportFormats } from '#lib/domain/artifact/formats';
import { Button } from '../ui/button.tsx';
import { cn } from '../ui/class-names.ts';
import { toast } from '../ui/toast.ts';

/** Downloads of the report. A link works for minutes only, so each click asks for its own. */
export function DownloadButtons({ projectId, className }: { projectId: string; className?: string }) {
  const t = useTranslations('report');
  const [busy, setBusy] = useState<ReportFormat | null>(null);
  const download = async (format: ReportFormat) => {
    setBusy(format);
    try {
      const client = await loadDataClient();
      const file = dataOf(await client.queries.generateReportDownloadUrl({ projectId, format }));
      if (!file) throw new Error('generateReportDownloadUrl answered nothing.');
      window.location.assign(file.url);
    } catch {
      toast.error(t('downloadFailed'));
    } finally {
      setBusy(null);
    }
  };
  return (
    <div className={cn('flex flex-wrap gap-2', className)}>
      {reportFormats.map((format) => (
        <Button
          key={format}
          size="small"
          variant={format === 'pdf' ? 'primary' : 'secondary'}
          isBusy={busy === format}
          aria-label={t('download', { format: t(`format.${format}`) })}
          onClick={() => void download(format)}
        >
          {busy !== format && <Download aria-hidden />}
          {t(`format.${format}`)}
        </Button>
      ))}
    </div>
  );
}
