'use client';

import { useFormatter } from 'next-intl';
import { durationOf } from '#lib/domain/run-view/duration';

/** Says a length of time, given in milliseconds. */
export function useDuration(): (milliseconds: number) => string {
  const format = useFormatter();
  return (milliseconds) =>
    durationOf(milliseconds)
      .parts.map(({ value, unit }) => `${format.number(value)} ${unit}`)
      .join(' ');
}
