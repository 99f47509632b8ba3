'use client';

import { ClipboardCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import type { Approval } from '#lib/client/run/use-live-approvals';
import { mayDecide } from '#lib/domain/run/approval';
import { type ShownArtifact, shownArtifacts } from '#lib/domain/run-view/shown-artifacts';
import type { RecordsByKey, StepView } from '#lib/domain/run-view/step-view';
import { useWorkspace } from '../../providers/workspace-context.tsx';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/class-names.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { useRunInfo } from '../run-info.ts';
import { useRoleNames } from '../use-role-names.ts';
import { ArtifactContent } from './artifact-content.tsx';
import { Deadline } from './deadline.tsx';
import { DecisionForm } from './decision-form.tsx';

type GatePanelProps = { approval: Approval; records: RecordsByKey; steps: readonly StepView[] };

/** An open gate: what is to be approved, by whom, until when, and the decision. */
export function GatePanel({ approval, records, steps }: GatePanelProps) {
  const t = useTranslations('approval');
  const { caller } = useWorkspace();
  const roleNames = useRoleNames();
  const titleId = useId();
  const roles = approval.roles.filter((role) => role !== null);
  const shows = (approval.shows ?? []).filter((name) => name !== null);
  const step = steps.find(({ key }) => key === approval.stepId);
  const files = shownArtifacts({ stepId: approval.stepId, shows }, records);
  return (
    <section aria-labelledby={titleId} className="rounded-lg border border-waiting bg-surface">
      <div className="grid gap-1 border-b px-4 py-3">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h2 id={titleId} className="font-semibold">
            {approval.title}
          </h2>
          <StateBadge tone="waiting" icon={ClipboardCheck}>
            {t('status.PENDING')}
          </StateBadge>
          {approval.round > 1 && <span className="text-sm text-ink-soft">{t('round', { round: approval.round })}</span>}
        </div>
        <p className="flex flex-wrap gap-x-4 gap-y-0.5 text-sm text-ink-soft">
          {step && <span>{t('ofStep', { step: step.title })}</span>}
          <span>{t('by', { roles: roleNames(roles) })}</span>
          <span>
            {t('requested')} <RelativeTime value={approval.requestedAt} />
          </span>
          {approval.dueAt && <Deadline dueAt={approval.dueAt} />}
        </p>
      </div>
      {files.length > 0 && <Files files={files} stampOf={(key) => String(records.get(key)?.attempt ?? 0)} />}
      <div className="border-t px-4 py-3">
        {mayDecide({ roles }, caller.roles) ? (
          <DecisionForm approvalId={approval.id} title={approval.title} />
        ) : (
          <p className="text-ink-soft">{t('notYours', { roles: roleNames(roles) })}</p>
        )}
      </div>
    </section>
  );
}

function Files({ files, stampOf }: { files: readonly ShownArtifact[]; stampOf: (key: string) => string }) {
  const t = useTranslations('approval');
  const { run } = useRunInfo();
  const [chosen, setChosen] = useState(0);
  const [wantsDiff, setWantsDiff] = useState(true);
  const file = files[chosen] ?? files[0];
  if (!file) return null;
  const hasDiff = file.earlier !== undefined;
  return (
    <div className="grid gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <ul aria-label={t('files')} className="flex flex-wrap gap-1">
          {files.map(({ key, artifact }, index) => (
            <li key={`${key}/${artifact.name}`}>
              <button
                type="button"
                aria-pressed={index === chosen}
                onClick={() => setChosen(index)}
                className={cn(
                  'h-7 rounded-md px-2 font-mono text-sm',
                  index === chosen ? 'bg-muted text-ink' : 'text-ink-soft hover:bg-muted hover:text-ink',
                )}
              >
                {artifact.name}
                {key.includes('[') && <span className="text-ink-faint"> {key}</span>}
              </button>
            </li>
          ))}
        </ul>
        {hasDiff && (
          <Button size="small" variant="ghost" aria-pressed={wantsDiff} onClick={() => setWantsDiff(!wantsDiff)}>
            {t(wantsDiff ? 'showWhole' : 'showChanges')}
          </Button>
        )}
      </div>
      <ArtifactContent
        projectId={run.projectId}
        artifact={file.artifact}
        earlier={wantsDiff ? file.earlier : undefined}
        stamp={stampOf(file.key)}
        className="max-h-96"
      />
    </div>
  );
}
