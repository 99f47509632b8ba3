'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent } from 'react';
import { type Artifact, useLiveArtifacts } from '#lib/client/artifact/use-live-artifacts';
import { reportFiles } from '#lib/domain/artifact/formats';

/** Asks for the page again when the report was written, or written anew. */
export function ReportRefresh({ projectId, initial }: { projectId: string; initial: Artifact[] }) {
  const router = useRouter();
  const stamp = (artifacts: readonly Artifact[]) =>
    artifacts.find(({ name }) => name === reportFiles.json.name)?.updatedAt ?? '';
  const shown = stamp(initial);
  const live = stamp(useLiveArtifacts(projectId, initial));
  const refresh = useEffectEvent(() => {
    if (live > shown) router.refresh();
  });
  useEffect(() => refresh(), [live]);
  return null;
}
