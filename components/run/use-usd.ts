'use client';

import { useFormatter } from 'next-intl';

/** Says an amount in US dollars: six decimals below a cent, four below a dollar, two above. */
export function useUsd(): (usd: number) => string {
  const format = useFormatter();
  return (usd) => {
    const digits = usd === 0 || usd >= 1 ? 2 : usd < 0.01 ? 6 : 4;
    return format.number(usd, {
      style: 'currency',
      currency: 'USD',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  };
}
