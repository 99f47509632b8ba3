'use client';

import { useQueryClient } from '@tanstack/react-query';
import { GitCompareArrows } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type SubmitEvent, useState } from 'react';
import { checkDrift } from '#lib/actions/design/check-drift';
import { useDriftChecks } from '#lib/client/design/use-drift-checks';
import { usePickableDocuments } from '#lib/client/document/use-pickable-documents';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Field } from '../ui/field.tsx';
import { Select } from '../ui/select.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { toast } from '../ui/toast.ts';
import { useDesign } from './design-context.ts';
import { DriftCheckCard } from './drift-check-card.tsx';

/** Holds the design against newer uploads of its source, and says which claims no longer hold. */
export function DriftPanel({ runId, mayChange }: { runId: string; mayChange: boolean }) {
  const t = useTranslations('technicalDesign.drift');
  const { projectId } = useDesign();
  const checks = useDriftChecks(projectId, runId);
  return (
    <div className="grid gap-4">
      {mayChange && <CheckForm runId={runId} />}
      {checks.isError && (
        <Card>
          <ErrorState title={t('failed')} onRetry={() => void checks.refetch()} />
        </Card>
      )}
      {checks.isPending && <Skeleton className="h-48" />}
      {checks.data?.length === 0 && (
        <Card>
          <EmptyState icon={GitCompareArrows} title={<h3>{t('none')}</h3>}>
            {t('noneBody')}
          </EmptyState>
        </Card>
      )}
      {checks.data?.map((check) => (
        <DriftCheckCard key={check.runId} check={check} />
      ))}
    </div>
  );
}

function CheckForm({ runId }: { runId: string }) {
  const t = useTranslations('technicalDesign.drift');
  const { projectId } = useDesign();
  const queryClient = useQueryClient();
  const sources = usePickableDocuments(projectId, 'SOURCE');
  const [isBusy, setIsBusy] = useState(false);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const source = new FormData(event.currentTarget).get('source');
    if (typeof source !== 'string') return;
    setIsBusy(true);
    const result = await checkDrift({ projectId, run: runId, source });
    setIsBusy(false);
    if (!result.ok) {
      toast.error(result.message);
      return;
    }
    await queryClient.invalidateQueries({ queryKey: ['drift-checks', projectId, runId] });
  };
  if (sources.isPending) return <Skeleton className="h-16" />;
  if (!sources.data || sources.data.length === 0) {
    return (
      <p className="text-ink-soft">
        {t.rich('noSource', {
          documents: (chunks) => (
            <Link href={`/projects/${projectId}/documents`} className="text-accent-text underline">
              {chunks}
            </Link>
          ),
        })}
      </p>
    );
  }
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-wrap items-end gap-2">
      <Field label={t('against')}>
        {(control) => (
          <Select {...control} name="source" className="w-80 max-w-full">
            {sources.data.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Button type="submit" isBusy={isBusy}>
        {!isBusy && <GitCompareArrows aria-hidden />}
        {t('check')}
      </Button>
    </form>
  );
}
