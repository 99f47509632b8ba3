'use client';

import { useFormatter, useNow } from 'next-intl';
import { Tooltip } from './tooltip.tsx';

type RelativeTimeProps = {
  /** An ISO 8601 moment. */
  value: string;
  className?: string;
};

const exactly = { dateStyle: 'medium', timeStyle: 'long' } as const;

/** How long ago, kept current by the minute; the exact moment on hover and focus. */
export function RelativeTime({ value, className }: RelativeTimeProps) {
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return null;
  // Clocks of browser and backend differ by seconds; "in 3 seconds" would only puzzle.
  const moment = date > now ? now : date;
  return (
    <Tooltip
      content={format.dateTime(date, { ...exactly, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone })}
    >
      <time dateTime={value} className={className} suppressHydrationWarning>
        {format.relativeTime(moment, now)}
      </time>
    </Tooltip>
  );
}
