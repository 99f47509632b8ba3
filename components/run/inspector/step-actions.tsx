'use client';

import { History, RotateCw } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { retryStep } from '#lib/actions/run/retry-step';
import type { Blueprint } from '#lib/domain/blueprint/schema';
import type { Failure } from '#lib/domain/result/action-result';
import type { RunStatus } from '#lib/domain/run/statuses';
import type { StepView } from '#lib/domain/run-view/step-view';
import { Button } from '../../ui/button.tsx';
import { FailureNote } from '../failure-note.tsx';
import { useRunInfo } from '../run-info.ts';

const ReplayDialog = dynamic(() => import('../start/replay-dialog.tsx').then((loaded) => loaded.ReplayDialog), {
  ssr: false,
});

type StepActionsProps = { view: StepView; runStatus: RunStatus; definition: Blueprint };

/** Try a failed step again; run again from this step on. */
export function StepActions({ view, runStatus, definition }: StepActionsProps) {
  const t = useTranslations('run');
  const { run } = useRunInfo();
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isReplaying, setIsReplaying] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const retry = async () => {
    setIsBusy(true);
    setFailure(null);
    const result = await retryStep({ runId: run.id, stepId: view.key });
    setIsBusy(false);
    if (!result.ok) setFailure(result);
  };
  const mayRetry = view.status === 'FAILED' && runStatus === 'FAILED';
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2">
        {mayRetry && (
          <Button size="small" variant="primary" isBusy={isBusy} onClick={() => void retry()}>
            {!isBusy && <RotateCw aria-hidden />}
            {t('retry')}
          </Button>
        )}
        {view.branch === undefined && (
          <Button ref={opener} size="small" aria-haspopup="dialog" onClick={() => setIsReplaying(true)}>
            <History aria-hidden />
            {t('replay.open')}
          </Button>
        )}
      </div>
      {failure && <FailureNote failure={failure} />}
      {isReplaying && (
        <ReplayDialog
          view={view}
          inputs={definition.inputs}
          onClose={() => setIsReplaying(false)}
          returnFocus={() => opener.current?.focus()}
        />
      )}
    </div>
  );
}
