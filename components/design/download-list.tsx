'use client';

import { useTranslations } from 'next-intl';
import { downloadArtifact } from '#lib/client/run/download-artifact';
import type { StepArtifact } from '#lib/domain/run-view/step-record';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '../ui/dropdown-menu.tsx';
import type { MenuProps } from '../ui/lazy-menu.tsx';
import { toast } from '../ui/toast.ts';

type DownloadListProps = MenuProps & { projectId: string; files: readonly StepArtifact[] };

/** The files of a design, each to be downloaded. */
export function DownloadList({ trigger, projectId, files }: DownloadListProps) {
  const t = useTranslations('run.file');
  const download = async (key: string) => {
    try {
      await downloadArtifact(projectId, key);
    } catch {
      toast.error(t('downloadFailed'));
    }
  };
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="max-h-96 overflow-y-auto">
        {files.map(({ name, key }) => (
          <DropdownMenuItem key={key} className="font-mono text-sm" onSelect={() => void download(key)}>
            {name}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
