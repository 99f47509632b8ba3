import { SignalHigh, SignalLow, SignalMedium } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReportDocument as Report } from '#lib/domain/report/report-document';
import { SectionCard } from '../ui/card.tsx';
import { CopyId } from '../ui/copy-id.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { StateBadge, type Tone } from '../ui/state-badge.tsx';
import { Table, TableCell, TableHead, TableHeadCell, TableRow } from '../ui/table.tsx';
import { DownloadButtons } from './download-buttons.tsx';
import { LevelLabel } from './level-label.tsx';
import { Maturity } from './maturity.tsx';
import { AnswerBody, Statement, StatementSources } from './statement.tsx';

const severityTone: Record<Report['gaps'][number]['severity'], Tone> = {
  high: 'failed',
  medium: 'waiting',
  low: 'neutral',
};
const severityIcon = { high: SignalHigh, medium: SignalMedium, low: SignalLow };
const horizonKeys = { 'within 30 days': 'first', '30 to 90 days': 'second', '90 to 180 days': 'third' } as const;

/** The readiness report: what was concluded, and behind each sentence the answers that it rests on. */
export function ReportDocument({ report }: { report: Report }) {
  const t = useTranslations('report');
  const { answered, skipped, open } = report.status;
  const answers = new Map(report.answers.map((answer) => [answer.ref, answer]));
  return (
    <StatementSources value={{ projectId: report.project.id, answers }}>
      <div className="grid gap-4">
        <SectionCard
          title={t('title')}
          action={<DownloadButtons projectId={report.project.id} className="hidden sm:flex" />}
        >
          <DownloadButtons projectId={report.project.id} className="border-b px-4 py-2 sm:hidden" />
          <div className="grid gap-4 px-4 py-3 lg:grid-cols-[208px_minmax(0,1fr)] lg:gap-8">
            <dl className="grid grid-cols-2 content-start gap-3 lg:grid-cols-1">
              <Fact label={t('overall')}>
                <LevelLabel level={report.scores.overall} />
              </Fact>
              <Fact label={t('asOf')}>
                <RelativeTime value={report.generatedAt} />
              </Fact>
              <Fact label={t('evidence')}>{t('counts', { answered, skipped, open })}</Fact>
              <Fact label={t('project')}>
                <CopyId value={report.project.id} short={report.project.id.slice(0, 8)} />
              </Fact>
            </dl>
            <ul className="grid max-w-prose content-start gap-3">
              {report.summary.map((statement) => (
                <li key={statement.id}>
                  <Statement statement={statement} />
                </li>
              ))}
            </ul>
          </div>
        </SectionCard>
        <Maturity scores={report.scores} />
        <Gaps gaps={report.gaps} />
        <Risks risks={report.risks} />
        <UseCases useCases={report.useCases} />
        <NextSteps steps={report.nextSteps} />
        <Appendix answers={report.answers} />
      </div>
    </StatementSources>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="grid gap-0.5">
      <dt className="text-sm text-ink-faint">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Gaps({ gaps }: { gaps: Report['gaps'] }) {
  const t = useTranslations();
  return (
    <SectionCard title={t('report.gaps')}>
      {gaps.length === 0 ? (
        <None>{t('report.noGaps')}</None>
      ) : (
        <ul className="divide-y">
          {gaps.map(({ id, topic, severity, statement }) => (
            <li key={id} className="grid gap-x-4 gap-y-1.5 px-4 py-3 sm:grid-cols-[104px_120px_minmax(0,1fr)]">
              <span>
                <StateBadge tone={severityTone[severity]} icon={severityIcon[severity]}>
                  {t(`report.severity.${severity}`)}
                </StateBadge>
              </span>
              <span className="text-sm text-ink-faint">{t(`assessment.topic.${topic}`)}</span>
              <Statement statement={statement} />
            </li>
          ))}
        </ul>
      )}
    </SectionCard>
  );
}

function Risks({ risks }: { risks: Report['risks'] }) {
  const t = useTranslations('report');
  return (
    <SectionCard title={t('risks')}>
      {risks.length === 0 ? (
        <None>{t('noRisks')}</None>
      ) : (
        <Table label={t('risks')}>
          <TableHead>
            <tr>
              <TableHeadCell className="pl-4">{t('risk')}</TableHeadCell>
              <TableHeadCell className="text-right">{t('rating')}</TableHeadCell>
              <TableHeadCell>{t('mitigation')}</TableHeadCell>
              <TableHeadCell className="pr-4">{t('owner')}</TableHeadCell>
            </tr>
          </TableHead>
          <tbody>
            {risks.map((risk) => (
              <TableRow key={risk.id}>
                <TableCell className="min-w-72 py-3 pl-4 align-top">
                  <p className="font-medium">{risk.title}</p>
                  <Statement statement={risk.statement} />
                </TableCell>
                <TableCell
                  className="py-3 text-right align-top font-mono text-sm whitespace-nowrap tabular-nums"
                  title={t('ratingOf', { likelihood: risk.likelihood, impact: risk.impact })}
                >
                  {risk.rating} / 9
                </TableCell>
                <TableCell className="min-w-56 py-3 align-top">{risk.mitigation}</TableCell>
                <TableCell className="py-3 pr-4 align-top whitespace-nowrap text-ink-soft">{risk.owner}</TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      )}
    </SectionCard>
  );
}

function UseCases({ useCases }: { useCases: Report['useCases'] }) {
  const t = useTranslations('report');
  return (
    <SectionCard title={t('useCases')} action={<p className="text-sm text-ink-faint">{t('ranked')}</p>}>
      {useCases.length === 0 ? (
        <None>{t('noUseCases')}</None>
      ) : (
        <ol className="divide-y">
          {useCases.map((useCase, index) => (
            <li key={useCase.id} className="grid gap-x-4 gap-y-1.5 px-4 py-3 sm:grid-cols-[24px_minmax(0,1fr)_auto]">
              <span className="font-mono text-sm text-ink-faint">{index + 1}</span>
              <div className="grid min-w-0 gap-2">
                <p className="font-medium">{useCase.title}</p>
                {useCase.reasons.map((reason) => (
                  <Statement key={reason.id} statement={reason} />
                ))}
              </div>
              <p className="font-mono text-sm whitespace-nowrap text-ink-soft tabular-nums">
                {t('valueFeasibility', {
                  value: useCase.value,
                  feasibility: useCase.feasibility,
                  priority: useCase.priority,
                })}
              </p>
            </li>
          ))}
        </ol>
      )}
    </SectionCard>
  );
}

function NextSteps({ steps }: { steps: Report['nextSteps'] }) {
  const t = useTranslations('report');
  return (
    <SectionCard title={t('nextSteps')}>
      {steps.length === 0 ? (
        <None>{t('noSteps')}</None>
      ) : (
        <Table label={t('nextSteps')}>
          <TableHead>
            <tr>
              <TableHeadCell className="pl-4">{t('when')}</TableHeadCell>
              <TableHeadCell className="w-full">{t('step')}</TableHeadCell>
              <TableHeadCell className="pr-4">{t('owner')}</TableHeadCell>
            </tr>
          </TableHead>
          <tbody>
            {steps.map((step) => (
              <TableRow key={step.id}>
                <TableCell className="py-3 pl-4 align-top text-sm whitespace-nowrap text-ink-soft">
                  {t(`horizon.${horizonKeys[step.horizon]}`)}
                </TableCell>
                <TableCell className="min-w-72 py-3 align-top">
                  <p className="font-medium">{step.action}</p>
                  <Statement statement={step.reason} />
                </TableCell>
                <TableCell className="py-3 pr-4 align-top whitespace-nowrap text-ink-soft">{step.owner}</TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      )}
    </SectionCard>
  );
}

function Appendix({ answers }: { answers: Report['answers'] }) {
  const t = useTranslations('report');
  return (
    <SectionCard title={t('appendix')}>
      <ul className="divide-y">
        {answers.map((answer) => (
          <li
            key={answer.ref}
            id={answer.ref}
            className="grid scroll-mt-16 gap-x-4 gap-y-1 px-4 py-3 target:bg-accent-soft sm:grid-cols-[40px_minmax(0,2fr)_minmax(0,3fr)]"
          >
            <span className="font-mono text-sm text-ink-faint">{answer.ref}</span>
            <div className="grid content-start gap-0.5">
              <p className="font-medium">{answer.title}</p>
              <p className="text-sm text-ink-soft">{answer.question}</p>
            </div>
            <div className="grid min-w-0 content-start gap-0.5">
              <AnswerBody answer={answer} />
            </div>
          </li>
        ))}
      </ul>
    </SectionCard>
  );
}

function None({ children }: { children: string }) {
  return <p className="px-4 py-6 text-ink-soft">{children}</p>;
}
