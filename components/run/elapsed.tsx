'use client';

import { useNow } from 'next-intl';
import { useDuration } from './use-duration.ts';

type ElapsedProps = {
  /** Milliseconds since 1970; undefined where it has not begun. */
  from: number | undefined;
  /** Undefined while it goes on. */
  to: number | undefined;
};

/** How long something took, or has taken so far. */
export function Elapsed({ from, to }: ElapsedProps) {
  const duration = useDuration();
  if (from === undefined) return <>–</>;
  return to === undefined ? <Running from={from} /> : <>{duration(to - from)}</>;
}

function Running({ from }: { from: number }) {
  const duration = useDuration();
  const now = useNow({ updateInterval: 1000 });
  return (
    <span suppressHydrationWarning>{duration(Math.max(0, Math.floor((now.getTime() - from) / 1000) * 1000))}</span>
  );
}
