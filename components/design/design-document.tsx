'use client';

import { useTranslations } from 'next-intl';
import { useDesignPictures } from '#lib/client/design/use-design-pictures';
import type { DesignSection, ReadableDesign } from '#lib/domain/design-view/design-sections';
import type { StepArtifact } from '#lib/domain/run-view/step-record';
import { Card } from '../ui/card.tsx';
import { useDesign } from './design-context.ts';
import { DesignMarkdown } from './design-markdown.tsx';
import { DiagramFigure } from './diagram-figure.tsx';
import { useReadSection } from './use-read-section.ts';

type DesignDocumentProps = { design: ReadableDesign; files: readonly StepArtifact[] };

/** The sections of a design beside their table of contents. */
export function DesignDocument({ design, files }: DesignDocumentProps) {
  const t = useTranslations('technicalDesign');
  const { projectId } = useDesign();
  const pictures = useDesignPictures(projectId, files);
  const current = useReadSection(design.sections.map(({ id }) => id));
  const contents = design.sections.map((section) => (
    <li key={section.id}>
      <a
        href={`#${section.id}`}
        aria-current={section.id === current ? 'location' : undefined}
        className="block rounded-sm px-2 py-1 text-sm break-words text-ink-soft -outline-offset-2 hover:bg-muted hover:text-ink aria-[current]:bg-muted aria-[current]:font-medium aria-[current]:text-ink"
      >
        {section.title}
      </a>
    </li>
  ));
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[232px_minmax(0,1fr)] xl:grid-cols-[280px_minmax(0,1fr)]">
      <nav
        aria-label={t('contents')}
        className="sticky top-4 hidden max-h-[calc(100dvh-32px)] overflow-y-auto lg:block"
      >
        <p className="px-2 py-1 font-semibold">{t('contents')}</p>
        <ol>{contents}</ol>
      </nav>
      <Card className="min-w-0">
        <details className="border-b px-4 py-2 lg:hidden">
          <summary className="cursor-pointer font-medium">{t('contents')}</summary>
          <ol className="pt-2">{contents}</ol>
        </details>
        <div className="grid max-w-[960px] grid-cols-1 gap-8 px-4 py-5 sm:px-6">
          {design.sections.map((section) => (
            <Section key={section.id} section={section} pictures={pictures} />
          ))}
        </div>
      </Card>
    </div>
  );
}

type SectionProps = { section: DesignSection; pictures: ReadonlyMap<string, string> };

function Section({ section: { id, title, parts }, pictures }: SectionProps) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="grid min-w-0 scroll-mt-16 grid-cols-1 gap-3 md:scroll-mt-4"
    >
      <h3 id={`${id}-title`} className="text-lg font-semibold break-words">
        {title}
      </h3>
      {parts.map((part, index) =>
        part.kind === 'markdown' ? (
          <DesignMarkdown key={index} text={part.text} />
        ) : (
          <DiagramFigure key={index} diagram={part} svg={pictures.get(part.title)} />
        ),
      )}
    </section>
  );
}
