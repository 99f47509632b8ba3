'use client';

import { Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';

type DropZoneProps = {
  /** Without it nothing is taken: for those who only read. */
  onDrop: ((files: File[]) => void) | undefined;
  children: ReactNode;
};

const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files');

/** A part of the page that files can be dropped on. Whoever uses no mouse has the button. */
export function DropZone({ onDrop, children }: DropZoneProps) {
  const t = useTranslations('document.upload');
  // Entering a child leaves its parent: only their balance says whether one is still inside.
  const depth = useRef(0);
  const [isOver, setIsOver] = useState(false);
  if (!onDrop) return <div className="grid min-w-0 grid-cols-1 gap-4">{children}</div>;
  const move = (event: DragEvent, by: number) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth.current = Math.max(0, depth.current + by);
    setIsOver(depth.current > 0);
  };
  const drop = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth.current = 0;
    setIsOver(false);
    // A folder comes as one entry without content; its files are not looked for.
    const files = [...event.dataTransfer.items]
      .filter((item) => item.kind === 'file' && item.webkitGetAsEntry()?.isDirectory !== true)
      .map((item) => item.getAsFile());
    onDrop(files.filter((file) => file !== null));
  };
  return (
    // The button beside it does the same for every other way of input.
    <div
      role="presentation"
      className="relative grid min-h-80 min-w-0 grid-cols-1 content-start gap-4"
      onDragEnter={(event) => move(event, 1)}
      onDragLeave={(event) => move(event, -1)}
      onDragOver={(event) => hasFiles(event) && event.preventDefault()}
      onDrop={drop}
    >
      {children}
      {isOver && (
        <div className="pointer-events-none absolute -inset-2 z-10 grid place-content-center justify-items-center gap-2 rounded-lg border-2 border-dashed border-accent-text bg-canvas/90">
          <Upload aria-hidden className="size-6 text-accent-text" />
          <p className="font-medium">{t('drop')}</p>
          <p className="text-sm text-ink-soft">{t('formats')}</p>
        </div>
      )}
    </div>
  );
}
