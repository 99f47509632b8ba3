'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { uploadStore } from '#lib/client/document/upload-store';
import { useUploads } from '#lib/client/document/use-uploads';
import { isUploadOver, type Upload, uploadPercent } from '#lib/domain/document-view/upload-queue';
import { Button } from '../ui/button.tsx';
import { UploadRow } from './upload-row.tsx';

/** What is being uploaded to a project; nothing at all where nothing is. */
export function UploadList({ projectId }: { projectId: string }) {
  const t = useTranslations('document.upload');
  const titleId = useId();
  const uploads = useUploads().filter((upload) => upload.projectId === projectId);
  // What has arrived stands in the list below.
  const shown = uploads.filter(({ phase }) => phase !== 'done');
  const over = shown.filter(isUploadOver);
  const isOver = shown.length === over.length;
  const arrived = uploads.length - shown.length;
  const count = t('count', { done: arrived, total: uploads.length });
  if (shown.length === 0) {
    return (
      <p role="status" className="sr-only">
        {arrived > 0 && count}
      </p>
    );
  }
  return (
    <section aria-labelledby={titleId} className="min-w-0 overflow-hidden rounded-lg border bg-surface">
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 border-b px-4 py-1.5">
        <h2 id={titleId} className="font-semibold">
          {t('title')}
        </h2>
        <p role="status" className="mr-auto text-sm text-ink-soft tabular-nums">
          {count}
          {!isOver && ` · ${totalPercent(uploads)} %`}
        </p>
        {over.length > 0 && (
          <Button size="small" variant="ghost" onClick={() => clear(over)}>
            {t('clear')}
          </Button>
        )}
      </div>
      <ul>
        {shown.map((upload) => (
          <UploadRow key={upload.key} upload={upload} />
        ))}
      </ul>
      {!isOver && <p className="border-t px-4 py-2 text-sm text-ink-faint">{t('stay')}</p>}
    </section>
  );
}

function clear(uploads: readonly Upload[]): void {
  for (const { key } of uploads) uploadStore.dismiss(key);
}

function totalPercent(uploads: readonly Upload[]): number {
  const counted = uploads.filter(({ phase }) => phase !== 'failed' && phase !== 'cancelled');
  const size = counted.reduce((sum, upload) => sum + upload.size, 0);
  const sent = counted.reduce((sum, upload) => sum + (upload.size * uploadPercent(upload)) / 100, 0);
  return size === 0 ? 0 : Math.floor((sent / size) * 100);
}
