'use client';

import { Maximize2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { useState } from 'react';
import type { DesignPart } from '#lib/domain/design-view/design-sections';
import { sizeOfSvg, themedSvg } from '#lib/domain/design-view/themed-svg';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogContent } from '../ui/dialog.tsx';

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
          <Picture svg={svg} title={title} className="max-h-160 min-w-0" />
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
        <Dialog open onOpenChange={setIsLarge}>
          <DialogContent
            title={title}
            closeLabel={t('close')}
            className="top-[4vh] max-h-[92vh] max-w-[calc(100vw-48px)]"
          >
            <section aria-label={title} tabIndex={0} className="overflow-auto">
              <Picture svg={svg} title={title} className="max-w-none" />
            </section>
          </DialogContent>
        </Dialog>
      )}
    </figure>
  );
}

type PictureProps = { svg: string; title: string; className: string };

/** A picture of a stranger's making is shown as an image: nothing in it runs, and nothing is loaded by it. */
function Picture({ svg, title, className }: PictureProps) {
  const { resolvedTheme } = useTheme();
  const themed = themedSvg(svg, resolvedTheme === 'dark');
  const address = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(themed)}`;
  const size = sizeOfSvg(svg);
  // eslint-disable-next-line @next/next/no-img-element -- a picture made in the browser needs no optimizing
  return <img src={address} alt={title} {...size} className={className} style={{ height: 'auto' }} />;
}
