'use client';

import { ArrowLeft, X } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Approval } from '#lib/client/run/use-live-approvals';
import { useStepContent } from '#lib/client/run/use-step-content';
import type { Blueprint } from '#lib/domain/blueprint/schema';
import type { RunStatus } from '#lib/domain/run/statuses';
import type { StepRecord } from '#lib/domain/run-view/step-record';
import type { StepView } from '#lib/domain/run-view/step-view';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { SectionList } from '../design-progress.tsx';
import { Elapsed } from '../elapsed.tsx';
import { useRunInfo } from '../run-info.ts';
import { StepStatusBadge } from '../status-badge.tsx';
import { useUsd } from '../use-usd.ts';
import { StepActions } from './step-actions.tsx';
import { StepContentView } from './step-content.tsx';
import { StepHistory } from './step-history.tsx';

type StepInspectorProps = {
  view: StepView;
  record: StepRecord | undefined;
  runStatus: RunStatus;
  /** The step's gates, newest first. */
  approvals: readonly Approval[];
  definition: Blueprint;
  onClose: () => void;
};

/** One step or branch in full: what went in, what came out, why, and what can be done with it. */
export function StepInspector({ view, record, runStatus, approvals, definition, onClose }: StepInspectorProps) {
  const t = useTranslations('run');
  const { run, mayChange } = useRunInfo();
  const heading = useRef<HTMLHeadingElement>(null);
  const stamp = `${record?.attempt ?? 0} ${record?.status ?? ''}`;
  const content = useStepContent({ runId: view.reusedFrom ?? run.id, key: view.key, stamp });
  useEffect(() => heading.current?.focus({ preventScroll: true }), [view.key]);
  return (
    <section
      aria-label={t('inspector.label', { step: view.title })}
      className="min-w-0 rounded-lg border bg-surface xl:sticky xl:top-4 xl:max-h-[calc(100dvh-32px)] xl:overflow-y-auto"
    >
      <div className="grid gap-2 border-b px-4 py-3">
        <Button size="small" variant="ghost" className="-ml-2 justify-self-start xl:hidden" onClick={onClose}>
          <ArrowLeft aria-hidden />
          {t('inspector.back')}
        </Button>
        <div className="flex items-start justify-between gap-2">
          <h2 ref={heading} tabIndex={-1} className="min-w-0 font-semibold break-words outline-none">
            {view.title}
            <span className="ml-2 font-mono text-sm font-normal text-ink-faint">{view.key}</span>
          </h2>
          <Button
            size="icon-small"
            variant="ghost"
            aria-label={t('inspector.close')}
            className="hidden xl:inline-flex"
            onClick={onClose}
          >
            <X aria-hidden />
          </Button>
        </div>
        <Facts view={view} record={record} />
        {view.reusedFrom && (
          <p className="text-sm text-ink-soft">
            {t.rich('inspector.reused', {
              link: (chunks) => (
                <Link
                  href={`/projects/${run.projectId}/runs/${view.reusedFrom ?? ''}?step=${encodeURIComponent(view.key)}`}
                  className="text-accent-text hover:underline"
                >
                  {chunks}
                </Link>
              ),
            })}
          </p>
        )}
        {view.reason && (
          <p className="rounded-md bg-failed-soft px-3 py-2 break-words text-failed">
            <span className="font-medium">{t('reason')}:</span> {view.reason}
          </p>
        )}
        {mayChange && <StepActions view={view} runStatus={runStatus} definition={definition} />}
      </div>
      <SectionList view={view} />
      {content.isPending && <Skeleton className="m-4 h-48" />}
      {content.isError && <ErrorState title={t('inspector.failed')} onRetry={() => void content.refetch()} />}
      {content.data && <StepContentView content={content.data} projectId={run.projectId} />}
      {content.data === null && (
        <p className="border-b px-4 py-3 text-ink-soft">
          {t(view.branches ? 'inspector.fanOut' : 'inspector.nothing')}
        </p>
      )}
      <StepHistory
        attempts={content.data?.record.attempts ?? record?.attempts ?? []}
        current={content.data?.record ?? record}
        approvals={view.branch === undefined ? approvals : []}
      />
    </section>
  );
}

function Facts({ view, record }: { view: StepView; record: StepRecord | undefined }) {
  const t = useTranslations('run');
  const usd = useUsd();
  const rows: { label: string; value: ReactNode }[] = [
    { label: t('step.agent'), value: record?.task ? `${view.agent} · ${record.task}` : view.agent },
    { label: t('step.attempt'), value: view.attempt || '–' },
    { label: t('duration'), value: <Elapsed from={view.startedAt} to={view.endedAt} /> },
    { label: t('cost.label'), value: view.usd > 0 ? usd(view.usd) : '–' },
  ];
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <StepStatusBadge status={view.status} />
      <dl className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {rows.map(({ label, value }) => (
          <div key={label} className="flex gap-1.5">
            <dt className="text-ink-faint">{label}</dt>
            <dd className="font-mono text-ink-soft tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
