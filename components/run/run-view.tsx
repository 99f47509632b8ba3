'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useDesignProgress } from '#lib/client/run/use-design-progress';
import { type Approval, useLiveApprovals } from '#lib/client/run/use-live-approvals';
import { useLiveRun } from '#lib/client/run/use-live-run';
import { useUrlState } from '#lib/client/run/use-url-state';
import { useWideScreen } from '#lib/client/run/use-wide-screen';
import type { Blueprint } from '#lib/domain/blueprint/schema';
import { isRunOver } from '#lib/domain/run/statuses';
import { parseKey } from '#lib/domain/run/step-key';
import type { RunProgress } from '#lib/domain/run-view/run-detail';
import type { StepRecord } from '#lib/domain/run-view/step-record';
import { branchViews, isSettled, stepViews } from '#lib/domain/run-view/step-view';
import { Card } from '../ui/card.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { DesignProgressContext } from './design-progress-context.ts';
import { RunHeader } from './run-header.tsx';
import { RunContext, type RunInfo } from './run-info.ts';
import { ViewSwitch, views } from './view-switch.tsx';
import { WaitingSteps } from './waiting-steps.tsx';

const RunGraph = dynamic(() => import('./graph/run-graph.tsx').then((loaded) => loaded.RunGraph), {
  ssr: false,
  loading: () => <Skeleton className="m-4 h-96" />,
});
const StepTable = dynamic(() => import('./step-table.tsx').then((loaded) => loaded.StepTable), {
  loading: () => <Skeleton className="m-4 h-96" />,
});
const GatePanel = dynamic(() => import('./gate/gate-panel.tsx').then((loaded) => loaded.GatePanel), {
  ssr: false,
  loading: () => <Skeleton className="h-184" />,
});
const Timeline = dynamic(() => import('./timeline.tsx').then((loaded) => loaded.Timeline), {
  loading: () => <Skeleton className="m-4 h-72" />,
});
const CostPanel = dynamic(() => import('./cost-panel.tsx').then((loaded) => loaded.CostPanel), {
  loading: () => <Skeleton className="m-4 h-72" />,
});
const StepInspector = dynamic(() => import('./inspector/step-inspector.tsx').then((loaded) => loaded.StepInspector), {
  loading: () => <Skeleton className="m-4 h-72" />,
});

type RunViewProps = {
  run: RunInfo;
  definition: Blueprint;
  initialProgress: RunProgress;
  initialSteps: readonly StepRecord[];
  initialApprovals: readonly Approval[];
  mayChange: boolean;
};

/** A run as it goes: what waits for a decision, its steps as graph, list, timeline or bill, and one step in full. */
export function RunView({ run, definition, mayChange, ...initial }: RunViewProps) {
  const t = useTranslations('run');
  const url = useUrlState();
  const isWide = useWideScreen();
  const { progress, records } = useLiveRun({ runId: run.id, ...initial });
  const approvals = useLiveApprovals({ runId: run.id }, initial.initialApprovals);
  const { state, status } = progress;
  const steps = useMemo(() => stepViews(definition, state, records), [definition, state, records]);
  const view = views.find((name) => name === url.get('view')) ?? 'graph';
  const selected = url.get('step');
  const select = (key: string | null) => url.set({ step: key });
  const selectedView = useMemo(() => {
    if (selected === null) return undefined;
    const { stepId, branch } = parseKey(selected);
    if (branch === undefined) return steps.find(({ key }) => key === stepId);
    const step = definition.steps.find(({ id }) => id === stepId);
    return step && branchViews(step, state, records)[branch];
  }, [definition, records, selected, state, steps]);
  const designs = steps.filter(({ agent }) => agent === 'design');
  const sections = useDesignProgress({
    projectId: run.projectId,
    runId: run.id,
    attempt: Math.max(0, ...designs.map(({ attempt }) => attempt)),
    isListening: !isRunOver(status) && designs.some((design) => !isSettled(design.status) || design.status === 'GATED'),
  });
  const open = isRunOver(status) ? [] : approvals.filter((approval) => approval.status === 'PENDING');
  // A graph needs room; on narrow screens the same steps stand in a list.
  const shown = view === 'graph' && isWide === false ? 'steps' : view;
  const common = { definition, progress, records, steps, selected, onSelect: select };
  return (
    <RunContext value={{ run, mayChange }}>
      <RunHeader progress={progress} />
      {open.map((approval) => (
        <GatePanel key={approval.id} approval={approval} records={records} steps={steps} />
      ))}
      <WaitingSteps steps={steps.filter((step) => step.status === 'WAITING')} />
      <ViewSwitch view={shown} />
      <DesignProgressContext value={sections}>
        <div
          className={
            selectedView ? 'grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,480px)]' : 'grid items-start'
          }
        >
          <Card className={selectedView ? 'hidden min-w-0 overflow-hidden xl:block' : 'min-w-0 overflow-hidden'}>
            <h2 className="sr-only">{t(`view.${shown}`)}</h2>
            {shown === 'graph' && isWide && <RunGraph {...common} />}
            {shown === 'graph' && isWide === undefined && <Skeleton className="m-4 h-96" />}
            {shown === 'steps' && <StepTable {...common} />}
            {shown === 'timeline' && <Timeline {...common} approvals={approvals} />}
            {shown === 'cost' && <CostPanel status={status} />}
          </Card>
          {selectedView && (
            <StepInspector
              view={selectedView}
              record={records.get(selectedView.key)}
              runStatus={status}
              approvals={approvals.filter(({ stepId }) => stepId === selectedView.stepId)}
              definition={definition}
              onClose={() => select(null)}
            />
          )}
        </div>
      </DesignProgressContext>
    </RunContext>
  );
}
