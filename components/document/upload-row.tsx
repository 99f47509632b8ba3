'use client';

import {
  Archive,
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CloudUpload,
  FileText,
  type LucideIcon,
  RotateCw,
  X,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { uploadStore } from '#lib/client/document/upload-store';
import { isUploadOver, type Upload, type UploadPhase, uploadPercent } from '#lib/domain/document-view/upload-queue';
import { Button } from '../ui/button.tsx';
import { cn } from '../ui/class-names.ts';
import { Progress } from '../ui/progress.tsx';
import { useFileSize } from './use-file-size.ts';

const look: Record<UploadPhase, { icon: LucideIcon; className: string }> = {
  waiting: { icon: CircleDashed, className: 'text-ink-soft' },
  preparing: { icon: CloudUpload, className: 'text-running' },
  sending: { icon: CloudUpload, className: 'text-running' },
  completing: { icon: CloudUpload, className: 'text-running' },
  done: { icon: CircleCheck, className: 'text-done' },
  failed: { icon: CircleAlert, className: 'text-failed' },
  cancelled: { icon: Ban, className: 'text-ink-soft' },
};

/** One file on its way: how far, what became of it, and what can be done. */
export function UploadRow({ upload }: { upload: Upload }) {
  const t = useTranslations('document.upload');
  const size = useFileSize();
  const { key, name, phase, failure } = upload;
  const { icon: Icon, className } = look[phase];
  const FileIcon = upload.contentType === 'application/zip' ? Archive : FileText;
  const isUnderWay = phase === 'preparing' || phase === 'sending' || phase === 'completing';
  const percent = uploadPercent(upload);
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 border-b px-4 py-2 last:border-b-0">
      <FileIcon aria-hidden className="size-4 text-ink-faint" />
      <p className="flex min-w-0 flex-wrap items-baseline gap-x-3">
        <span className="min-w-0 truncate font-medium">
          <bdi>{name}</bdi>
        </span>
        <span className="font-mono text-sm text-ink-faint tabular-nums">{size(upload.size)}</span>
        <span className={cn('inline-flex items-center gap-1 text-sm whitespace-nowrap', className)}>
          <Icon aria-hidden className="size-3.5 shrink-0" />
          {t(`phase.${phase}`)}
          {phase === 'sending' && <span className="font-mono tabular-nums">{percent} %</span>}
        </span>
      </p>
      <div className="flex gap-1">
        {(phase === 'failed' || phase === 'cancelled') && (
          <Button
            size="icon-small"
            variant="ghost"
            aria-label={t('retry', { name })}
            title={t('again')}
            onClick={() => uploadStore.retry(key)}
          >
            <RotateCw aria-hidden />
          </Button>
        )}
        <Button
          size="icon-small"
          variant="ghost"
          aria-label={t(isUploadOver(upload) ? 'dismiss' : 'cancel', { name })}
          onClick={() => (isUploadOver(upload) ? uploadStore.dismiss(key) : uploadStore.cancel(key))}
        >
          <X aria-hidden />
        </Button>
      </div>
      {isUnderWay && <Progress className="col-start-2" value={percent} label={t('progress', { name })} />}
      {failure && <p className="col-start-2 text-sm text-ink-soft">{reasonOf(failure)}</p>}
    </li>
  );

  function reasonOf({ code, message }: NonNullable<Upload['failure']>): string {
    return code === 'connection' || code === 'storage' ? t(`failure.${code}`) : message;
  }
}
