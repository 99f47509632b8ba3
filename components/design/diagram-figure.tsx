'use client';

import { Maximize2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { DesignPart } from '#lib/domain/design-view/design-sections';
import { Button } from '../ui/button.tsx';
import { DiagramPicture } from './diagram-picture.tsx';

const DiagramDialog = dynamic(() => import('./diagram-dialog.tsx').then((loaded) => loaded.DiagramDialog), {
  ssr: false,
});

type DiagramFigureProps = {
  diagram: Extract<DesignPart, { kind: 'diagram' }>;
  /** The picture; undefined while it is not there, or where it could not be drawn. */
  svg: string | undefined;
};

/** A diagram as a picture, with the source that it was drawn from. */
export function DiagramFigure({ diagram: { title, source, language }, svg }: DiagramFigureProps) {
  const t = useTranslations('technicalDesign.diagram');
  const [isLarge, setIsLarge] = useState(false);
  return (
    <figure className="grid min-w-0 grid-cols-1 gap-2">
      <figcaption className="flex items-center justify-between gap-3 text-sm text-ink-soft">
        <span className="min-w-0 break-words">{title}</span>
        {svg !== undefined && (
          <Button
            size="icon-small"
            variant="ghost"
            aria-label={t('enlarge', { title })}
            onClick={() => setIsLarge(true)}
          >
            <Maximize2 aria-hidden />
          </Button>
        )}
      </figcaption>
      {svg !== undefined && (
        // A region that scrolls must be reachable by keyboard.
        <section aria-label={title} tabIndex={0} className="overflow-x-auto rounded-md border bg-surface p-3">
          <DiagramPicture svg={svg} title={title} className="max-h-160 min-w-0" />
        </section>
      )}
      <details className="text-sm" open={svg === undefined}>
        <summary className="w-fit cursor-pointer text-ink-soft hover:text-ink">{t('source', { language })}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
        <pre tabIndex={0} className="mt-2 overflow-x-auto rounded-md bg-muted p-3 font-mono text-sm">
          {source}
        </pre>
      </details>
      {isLarge && svg !== undefined && (
        <DiagramDialog title={title} onClose={() => setIsLarge(false)}>
          <DiagramPicture svg={svg} title={title} className="max-w-none" />
        </DiagramDialog>
      )}
    </figure>
  );
}
