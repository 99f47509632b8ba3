'use client';

import { useTranslations } from 'next-intl';
import { artifactKind } from '#lib/domain/run-view/artifact-kind';
import type { StepArtifact } from '#lib/domain/run-view/step-record';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/class-names.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { DownloadButton } from '../download-button.tsx';
import { ArtifactView, readableText } from './artifact-view.tsx';
import { DiffView } from './diff-view.tsx';
import { useArtifactText } from './use-artifact-text.ts';

type ArtifactContentProps = {
  projectId: string;
  artifact: StepArtifact;
  /** The file of the round before: what changed since is shown in place of the whole. */
  earlier: StepArtifact | undefined;
  stamp: string;
  className?: string;
};

/** What is in a file, or what has changed in it, in a region that scrolls by itself. */
export function ArtifactContent({ projectId, artifact, earlier, stamp, className }: ArtifactContentProps) {
  const t = useTranslations('run.file');
  const isShown = artifactKind(artifact) !== 'none';
  const content = useArtifactText(projectId, isShown ? artifact.key : undefined, stamp);
  const before = useArtifactText(projectId, isShown ? earlier?.key : undefined, stamp);
  const download = <DownloadButton projectId={projectId} fileKey={artifact.key} name={artifact.name} />;
  if (!isShown) {
    return (
      <p className="flex flex-wrap items-center gap-3 text-ink-soft">
        {t('notShown')} {download}
      </p>
    );
  }
  if (content.isPending || (earlier && before.isPending)) return <Skeleton className={cn('h-105', className)} />;
  if (content.isError) {
    return (
      <p role="alert" className="flex flex-wrap items-center gap-3 text-failed">
        {t('failed')}
        <Button size="small" onClick={() => void content.refetch()}>
          {t('again')}
        </Button>
      </p>
    );
  }
  if (!content.data) return <p className="text-ink-soft">{t('gone')}</p>;
  return (
    <div className="grid gap-2">
      {/* A region that scrolls must be reachable by keyboard. */}
      <section
        aria-label={artifact.name}
        tabIndex={0}
        className={cn('overflow-auto rounded-md border bg-canvas p-3', className)}
      >
        {earlier && before.data ? (
          <DiffView
            before={readableText(artifact, before.data.text)}
            after={readableText(artifact, content.data.text)}
          />
        ) : (
          <ArtifactView name={artifact.name} contentType={artifact.contentType} text={content.data.text} />
        )}
      </section>
      <p className="flex flex-wrap items-center gap-3 text-sm text-ink-faint">
        {download}
        {content.data.isCut && t('cut')}
      </p>
    </div>
  );
}
