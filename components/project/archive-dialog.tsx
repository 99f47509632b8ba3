'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { archiveProject } from '#lib/actions/project/archive-project';
import { restoreProject } from '#lib/actions/project/restore-project';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { toast } from '../ui/toast.ts';

type ArchiveDialogProps = {
  project: { id: string; name: string };
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  returnFocus?: () => void;
};

/** Asks, then puts a project away; the toast offers to undo. */
export function ArchiveDialog({ project, isOpen, onOpenChange, returnFocus }: ArchiveDialogProps) {
  const t = useTranslations('project.archive');
  const [isBusy, setIsBusy] = useState(false);

  const undo = async () => {
    const result = await restoreProject({ id: project.id });
    if (result.ok) toast.success(t('restored', { name: project.name }));
    else toast.error(result.message);
  };
  const archive = async () => {
    setIsBusy(true);
    const result = await archiveProject({ id: project.id });
    setIsBusy(false);
    if (!result.ok) {
      toast.error(result.message);
      return;
    }
    onOpenChange(false);
    toast.success(t('done', { name: project.name }), { action: { label: t('undo'), onClick: () => void undo() } });
  };
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={t('title', { name: project.name })}
      description={t('body')}
      confirmLabel={t('confirm')}
      cancelLabel={t('cancel')}
      isBusy={isBusy}
      onConfirm={() => void archive()}
      returnFocus={returnFocus}
    />
  );
}
