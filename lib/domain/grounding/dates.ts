const months = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
];
const month = `(${months.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')})\\.?`;
const day = '(\\d{1,2})(?:st|nd|rd|th)?';
const year = '(\\d{4})';

const forms: readonly { readonly pattern: RegExp; readonly order: readonly ('y' | 'm' | 'd')[] }[] = [
  { pattern: /\b(\d{4})-(\d{2})-(\d{2})(?!\d)/g, order: ['y', 'm', 'd'] },
  { pattern: new RegExp(`\\b${day}\\s+${month}\\s+${year}\\b`, 'gi'), order: ['d', 'm', 'y'] },
  { pattern: new RegExp(`\\b${month}\\s+${day},?\\s+${year}\\b`, 'gi'), order: ['m', 'd', 'y'] },
  { pattern: new RegExp(`\\b${month}\\s+${year}\\b`, 'gi'), order: ['m', 'y'] },
];

/** The dates that a text states, as `YYYY-MM-DD` or `YYYY-MM`, and the text without them. */
export function takeDates(text: string): { dates: { text: string; iso: string }[]; rest: string } {
  const dates: { text: string; iso: string }[] = [];
  let rest = text;
  for (const { pattern, order } of forms) {
    rest = rest.replaceAll(pattern, (all: string, ...groups: unknown[]) => {
      const parts = Object.fromEntries(order.map((part, index) => [part, String(groups[index])]));
      dates.push({ text: all, iso: isoOf(parts) });
      return ' ';
    });
  }
  return { dates, rest };
}

function isoOf({ y = '', m = '', d }: Readonly<Record<string, string>>): string {
  const named = months.findIndex((name) => name.startsWith(m.toLowerCase().slice(0, 3)));
  const number = named === -1 ? m : String(named + 1);
  return [y, number.padStart(2, '0'), ...(d === undefined ? [] : [d.padStart(2, '0')])].join('-');
}
