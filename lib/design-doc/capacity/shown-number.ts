/** Large numbers with separators, small ones to three digits. */
export const shownNumber = (value: number) =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));

/** Dollars to the cent; small amounts to two digits, as a rounded zero would be wrong. */
export function dollars(usd: number): string {
  if (usd !== 0 && usd < 0.005) return `$${Number(usd.toPrecision(2))}`;
  return `$${usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}
