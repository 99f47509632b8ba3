'use client';

import { useFormatter, useNow } from 'next-intl';

type RelativeTimeProps = {
  /** An ISO 8601 moment. */
  value: string;
  className?: string;
};

/** How long ago, kept current by the minute; the exact moment, in the reader's time zone, on hover. */
export function RelativeTime({ value, className }: RelativeTimeProps) {
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return null;
  // Clocks of browser and backend differ by seconds; "in 3 seconds" would only puzzle.
  const moment = date > now ? now : date;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return (
    <time
      dateTime={value}
      title={format.dateTime(date, { dateStyle: 'medium', timeStyle: 'long', timeZone })}
      className={className}
      suppressHydrationWarning
    >
      {format.relativeTime(moment, now)}
    </time>
  );
}
