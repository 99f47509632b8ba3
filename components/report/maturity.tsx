import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReportDocument } from '#lib/domain/report/report-document';
import { SectionCard } from '../ui/card.tsx';
import { Table, TableCell, TableHead, TableHeadCell, TableRow } from '../ui/table.tsx';
import { LevelLabel } from './level-label.tsx';
import { RadarChart } from './radar-chart.tsx';
import { Statement } from './statement.tsx';

/** How mature each dimension and topic is, as a chart, as a table, and with the reasons. */
export function Maturity({ scores }: { scores: ReportDocument['scores'] }) {
  const t = useTranslations();
  return (
    <SectionCard
      title={t('report.maturity')}
      action={<p className="hidden text-sm text-ink-faint sm:block">{t('report.scale')}</p>}
    >
      <div className="grid items-start gap-4 border-b xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="hidden p-4 sm:block xl:sticky xl:top-4">
          <RadarChart dimensions={scores.dimensions} />
        </div>
        <Table label={t('report.maturity')}>
          <TableHead>
            <tr>
              <TableHeadCell className="pl-4">{t('report.topic')}</TableHeadCell>
              <TableHeadCell className="pr-4">{t('report.level')}</TableHeadCell>
            </tr>
          </TableHead>
          {scores.dimensions.map((dimension) => (
            <tbody key={dimension.id}>
              <TableRow className="bg-muted/60">
                <TableHeadCell scope="rowgroup" className="h-9 pl-4 text-ink">
                  {t(`dimension.${dimension.id}`)}
                </TableHeadCell>
                <TableCell className="h-9 pr-4">
                  <LevelLabel level={dimension.level} />{' '}
                  <span className="text-sm text-ink-faint">
                    {t('report.coverage', { percent: dimension.coverage })}
                  </span>
                </TableCell>
              </TableRow>
              {dimension.topics.map((topic) => (
                <TableRow key={topic.id}>
                  <TableCell className="h-8 py-0.5 pl-8">{t(`assessment.topic.${topic.id}`)}</TableCell>
                  <TableCell className="h-8 py-0.5 pr-4">
                    <LevelLabel level={topic.level} />
                  </TableCell>
                </TableRow>
              ))}
            </tbody>
          ))}
        </Table>
      </div>
      {scores.dimensions.map((dimension) => (
        <details key={dimension.id} className="group border-b last:border-b-0">
          <summary className="flex min-h-11 cursor-pointer items-center justify-between gap-3 px-4 py-2 -outline-offset-2 hover:bg-muted/60">
            <span className="flex items-center gap-2 font-medium">
              <ChevronRight aria-hidden className="size-4 text-ink-faint transition-transform group-open:rotate-90" />
              {t('report.why', { dimension: t(`dimension.${dimension.id}`) })}
            </span>
            <LevelLabel level={dimension.level} />
          </summary>
          <div className="grid gap-4 px-4 pb-4">
            <Statement statement={dimension.summary} />
            {dimension.topics.map((topic) => (
              <section key={topic.id} className="grid gap-2">
                <h3 className="flex items-baseline gap-2 font-medium">
                  {t(`assessment.topic.${topic.id}`)} <LevelLabel level={topic.level} />
                </h3>
                {topic.reasons.map((reason) => (
                  <Statement key={reason.id} statement={reason} />
                ))}
              </section>
            ))}
          </div>
        </details>
      ))}
    </SectionCard>
  );
}
