'use client';

import { useFormatter } from 'next-intl';

const KB = 1024;
const units = ['KB', 'MB', 'GB'] as const;

/** Says a size in bytes as people compare it: one decimal, in units of 1024. */
export function useFileSize(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) => {
    if (bytes < KB) return `${format.number(bytes)} B`;
    let value = bytes / KB;
    let unit = 0;
    while (value >= KB && unit < units.length - 1) {
      value /= KB;
      unit += 1;
    }
    return `${format.number(value, { maximumFractionDigits: 1, minimumFractionDigits: 1 })} ${units[unit]}`;
  };
}
