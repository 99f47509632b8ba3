'use client';

import { useTranslations } from 'next-intl';
import type { Approval } from '#lib/client/run/use-live-approvals';
import type { PastAttempt, StepRecord } from '#lib/domain/run-view/step-record';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { ApprovalStatusBadge } from '../status-badge.tsx';
import { useDuration } from '../use-duration.ts';
import { useUsd } from '../use-usd.ts';

type StepHistoryProps = {
  attempts: readonly PastAttempt[];
  current: StepRecord | undefined;
  approvals: readonly Approval[];
};

/** The attempts at a step with why they did not stand, and what was decided at its gate. */
export function StepHistory({ attempts, current, approvals }: StepHistoryProps) {
  const t = useTranslations('run.inspector');
  return (
    <>
      {attempts.length > 0 && (
        <section className="grid gap-2 border-b px-4 py-3 last:border-b-0">
          <h3 className="text-sm font-medium text-ink-faint">{t('attempts')}</h3>
          <ol className="grid gap-2">
            {attempts.map((attempt) => (
              <Attempt key={attempt.attempt} attempt={attempt} />
            ))}
            {current && <Attempt attempt={current} />}
          </ol>
        </section>
      )}
      {approvals.length > 0 && (
        <section className="grid gap-2 border-b px-4 py-3 last:border-b-0">
          <h3 className="text-sm font-medium text-ink-faint">{t('gates')}</h3>
          <ol className="grid gap-2">
            {approvals.map((approval) => (
              <Decision key={approval.id} approval={approval} />
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

function Attempt({ attempt: { attempt, startedAt, endedAt, reason, usd } }: { attempt: PastAttempt | StepRecord }) {
  const t = useTranslations('run.inspector');
  const duration = useDuration();
  const say = useUsd();
  return (
    <li className="grid gap-0.5">
      <span className="flex flex-wrap gap-x-3 text-sm">
        <span className="font-medium">{t('attempt', { attempt })}</span>
        {startedAt && <RelativeTime value={startedAt} className="text-ink-soft" />}
        <span className="font-mono text-ink-soft tabular-nums">
          {startedAt && endedAt ? duration(Date.parse(endedAt) - Date.parse(startedAt)) : '–'}
        </span>
        {usd ? <span className="font-mono text-ink-soft tabular-nums">{say(usd)}</span> : null}
      </span>
      {reason && <span className="break-words text-ink-soft">{reason}</span>}
    </li>
  );
}

function Decision({ approval }: { approval: Approval }) {
  const t = useTranslations('approval');
  const { title, round, status, decidedAt, decidedByEmail, comment, requestedAt } = approval;
  return (
    <li className="grid gap-1">
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <ApprovalStatusBadge status={status} />
        <span>{title}</span>
        {round > 1 && <span className="text-sm text-ink-faint">{t('round', { round })}</span>}
      </span>
      <span className="text-sm text-ink-soft">
        {decidedByEmail && <>{decidedByEmail} · </>}
        <RelativeTime value={decidedAt ?? requestedAt} />
      </span>
      {comment && <p className="border-l-2 pl-3 break-words whitespace-pre-wrap">{comment}</p>}
    </li>
  );
}
