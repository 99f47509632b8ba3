'use client';

import { Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { deleteDocument } from '#lib/actions/document/delete-document';
import { Button } from '../ui/button.tsx';
import { toast } from '../ui/toast.ts';

const ConfirmDialog = dynamic(() => import('../ui/confirm-dialog.tsx').then((loaded) => loaded.ConfirmDialog), {
  ssr: false,
});

type DeleteDocumentButtonProps = {
  document: { id: string; name: string };
  onDeleted?: () => void;
  /** In a list the icon speaks for itself beside the name. */
  isCompact?: boolean;
};

/** Asks, then deletes a document with all that was made of it. */
export function DeleteDocumentButton({ document, onDeleted, isCompact = false }: DeleteDocumentButtonProps) {
  const t = useTranslations('document.delete');
  const [isOpen, setIsOpen] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const remove = async () => {
    setIsBusy(true);
    const result = await deleteDocument({ documentId: document.id });
    setIsBusy(false);
    setIsOpen(false);
    if (!result.ok) {
      toast.error(result.message);
      return;
    }
    toast.success(t('done', { name: document.name }));
    onDeleted?.();
  };
  return (
    <>
      <Button
        ref={opener}
        aria-haspopup="dialog"
        variant={isCompact ? 'ghost' : 'secondary'}
        size={isCompact ? 'icon-small' : 'default'}
        onClick={() => setIsOpen(true)}
        {...(isCompact && { 'aria-label': t('named', { name: document.name }), title: t('open') })}
      >
        <Trash2 aria-hidden />
        {!isCompact && t('open')}
      </Button>
      {isOpen && (
        <ConfirmDialog
          isOpen
          onOpenChange={setIsOpen}
          title={t('title', { name: document.name })}
          description={t('body')}
          confirmLabel={t('open')}
          cancelLabel={t('keep')}
          isDangerous
          isBusy={isBusy}
          onConfirm={() => void remove()}
          returnFocus={() => opener.current?.focus()}
        />
      )}
    </>
  );
}
