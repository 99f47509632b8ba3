'use client';

import { useFormatter, useNow, useTranslations } from 'next-intl';

/** Until when is to be decided; the exact moment, in the reader's time zone, on hover. */
export function Deadline({ dueAt }: { dueAt: string }) {
  const t = useTranslations('approval');
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const due = new Date(dueAt);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const isPast = due < now;
  return (
    <time
      dateTime={dueAt}
      title={format.dateTime(due, { dateStyle: 'medium', timeStyle: 'long', timeZone })}
      className={isPast ? 'text-failed' : undefined}
      suppressHydrationWarning
    >
      {t(isPast ? 'overdue' : 'due', { when: format.relativeTime(due, now) })}
    </time>
  );
}
