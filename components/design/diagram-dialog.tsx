'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Dialog, DialogContent } from '../ui/dialog.tsx';

type DiagramDialogProps = { title: string; onClose: () => void; children: ReactNode };

/** A diagram at its own size over the whole window. */
export function DiagramDialog({ title, onClose, children }: DiagramDialogProps) {
  const t = useTranslations('technicalDesign.diagram');
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title={title} closeLabel={t('close')} className="top-[4vh] max-h-[92vh] max-w-[calc(100vw-48px)]">
        {/* A region that scrolls must be reachable by keyboard. */}
        <section aria-label={title} tabIndex={0} className="overflow-auto">
          {children}
        </section>
      </DialogContent>
    </Dialog>
  );
}
