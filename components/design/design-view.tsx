'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { useArtifactFile } from '#lib/client/artifact/use-artifact-file';
import { useTraceability } from '#lib/client/design/use-design-data';
import { useUrlState } from '#lib/client/run/use-url-state';
import type { DesignRevisionFiles } from '#lib/domain/design-view/design-files';
import { readDesign } from '#lib/domain/design-view/design-sections';
import { Card } from '../ui/card.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { NavTabs } from '../ui/nav-tabs.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { DesignContext } from './design-context.ts';
import { DesignDocument } from './design-document.tsx';
import { DesignHeader } from './design-header.tsx';
import type { DesignRun } from './design-run.ts';

const loading = () => <Skeleton className="h-96" />;
const CompletenessTable = dynamic(() => import('./completeness-table.tsx').then((loaded) => loaded.CompletenessTable), {
  loading,
});
const ClaimTable = dynamic(() => import('./claim-table.tsx').then((loaded) => loaded.ClaimTable), { loading });
const DriftPanel = dynamic(() => import('./drift-panel.tsx').then((loaded) => loaded.DriftPanel), { loading });
const ChangesPanel = dynamic(() => import('./changes-panel.tsx').then((loaded) => loaded.ChangesPanel), { loading });
const ClaimPopover = dynamic(() => import('./claim-popover.tsx').then((loaded) => loaded.ClaimPopover), { ssr: false });

const views = ['document', 'completeness', 'claims', 'drift', 'changes'] as const;

type DesignViewProps = {
  projectId: string;
  runId: string;
  runs: readonly DesignRun[];
  /** Newest first, at least one. */
  revisions: readonly DesignRevisionFiles[];
  sourceId: string | null;
  mayChange: boolean;
};

/** A technical design: to read with the source of each claim, its checklist, its drift and what changed in it. */
export function DesignView({ projectId, runId, runs, revisions, sourceId, mayChange }: DesignViewProps) {
  const t = useTranslations('technicalDesign');
  const url = useUrlState();
  const view = views.find((name) => name === url.get('view')) ?? 'document';
  const wanted = Number(url.get('revision'));
  const revision = revisions.find(({ attempt }) => attempt === wanted) ?? revisions[0];
  const files = revision?.files ?? [];
  const markdown = useArtifactFile(projectId, files.find(({ name }) => name === 'design.md')?.key);
  const traceability = useTraceability({ projectId, files });
  const design = useMemo(() => readDesign(markdown.data ?? ''), [markdown.data]);
  const claims = useMemo(
    () => new Map(traceability.data?.claims.map((claim) => [claim.id, claim])),
    [traceability.data],
  );
  const [peek, setPeek] = useState<{ claimId: string; at: HTMLElement }>();
  const info = useMemo(
    () => ({
      ...{ projectId, sourceId, claims, numbers: design.numbers },
      onPeek: (claimId: string, at: HTMLElement) => setPeek({ claimId, at }),
    }),
    [projectId, sourceId, claims, design.numbers, setPeek],
  );
  const peeked = peek && claims.get(peek.claimId);
  const hrefOf = (name: string) => url.hrefWith({ view: name === 'document' ? null : name, show: null, q: null });
  return (
    <DesignContext value={info}>
      <DesignHeader
        title={design.title}
        projectId={projectId}
        runId={runId}
        runs={runs}
        revisions={revisions}
        revision={revision}
      />
      <NavTabs
        label={t('views.label')}
        currentHref={hrefOf(view)}
        tabs={views.map((name) => ({ href: hrefOf(name), label: t(`views.${name}`) }))}
      />
      {markdown.isError ? (
        <Card>
          <ErrorState title={t('failed')} onRetry={() => void markdown.refetch()} />
        </Card>
      ) : view === 'document' ? (
        markdown.data === undefined ? (
          <Skeleton className="h-160" />
        ) : (
          <DesignDocument design={design} files={files} />
        )
      ) : (
        <>
          {view === 'completeness' && <CompletenessTable projectId={projectId} files={files} />}
          {view === 'claims' && <ClaimTable claims={traceability.data?.claims} />}
          {view === 'drift' && <DriftPanel runId={runId} mayChange={mayChange} />}
          {view === 'changes' && (
            <ChangesPanel
              revisions={revisions}
              shown={revision?.attempt}
              requests={traceability.data?.revisions ?? []}
            />
          )}
        </>
      )}
      {peek && peeked && (
        <ClaimPopover key={peeked.id} claim={peeked} at={peek.at} onClose={() => setPeek(undefined)} />
      )}
    </DesignContext>
  );
}
