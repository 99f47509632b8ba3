/** Large numbers with separators, small ones to three digits. */
export const shownNumber = (value: number) =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));

/** What one unit costs, where it is very small what a million of them do. */
export function unitPrice(usd: number, unit: string): string {
  const isTiny = usd < 0.0001 && usd > 0 && unit !== 'GB-second';
  const each = Number((isTiny ? usd * 1e6 : usd).toPrecision(6));
  const amount = isTiny ? each.toFixed(Number.isInteger(each * 100) ? 2 : 3) : String(each);
  return `$${amount} per ${isTiny ? `million ${unit}s` : unit}`;
}

/** Dollars to the cent; small amounts to two digits, as a rounded zero would be wrong. */
export function dollars(usd: number): string {
  if (usd !== 0 && usd < 0.005) return `$${Number(usd.toPrecision(2))}`;
  return `$${usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}
