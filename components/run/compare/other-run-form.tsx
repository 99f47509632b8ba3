'use client';

import { GitCompareArrows } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import type { RunSummary } from '#lib/client/run/use-live-runs';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';

type OtherRunFormProps = {
  /** The page's own address. */
  action: string;
  runs: readonly RunSummary[];
  chosen: string | undefined;
  /** The run that this one replays stands first. */
  replayOf: string | undefined;
};

/** Chooses the run to compare with. */
export function OtherRunForm({ action, runs, chosen, replayOf }: OtherRunFormProps) {
  const t = useTranslations('run');
  const format = useFormatter();
  const router = useRouter();
  if (runs.length === 0) {
    return (
      <Card>
        <EmptyState icon={GitCompareArrows} title={<h2>{t('compare.noOther')}</h2>} />
      </Card>
    );
  }
  const sorted = [...runs].sort((a, b) => Number(b.id === replayOf) - Number(a.id === replayOf));
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return (
    <div className="max-w-xl">
      <Field label={t('compare.with')} hint={chosen ? undefined : t('compare.choose')}>
        {(control) => (
          <Select
            {...control}
            className="w-full"
            value={chosen ?? ''}
            onChange={(event) => router.push(`${action}?with=${encodeURIComponent(event.target.value)}`)}
          >
            {!chosen && <option value="">–</option>}
            {sorted.map(({ id, name, status, startedAt }) => (
              <option key={id} value={id} suppressHydrationWarning>
                {`${name} · ${t(`status.${status}`)} · ${format.dateTime(new Date(startedAt), { dateStyle: 'medium', timeStyle: 'short', timeZone })} · ${id.slice(0, 8)}`}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}
