// How values are written on the page. Pure: the time of reference is given.

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** `3 min ago`, `in 2 h`, `now`. */
export function relativeTime(time: number, now: number): string {
  const distance = now - time;
  const unit = UNITS.find(([, size]) => Math.abs(distance) >= size);
  if (!unit) return 'now';
  const count = Math.floor(Math.abs(distance) / unit[1]);
  return distance > 0 ? `${count} ${unit[0]} ago` : `in ${count} ${unit[0]}`;
}

/** Date and time to the millisecond, as people here write them. */
export const exactTime = (time: Date): string =>
  time.toLocaleString(undefined, {
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
    fractionalSecondDigits: 3,
  });

/** `12 ms`, `1.40 s`, `2 min 5 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(2)} s`;
  return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1000)} s`;
}

/** `512 B`, `1.5 KB`, `20 MB`. */
export function bytes(count: number): string {
  if (count < 1000) return `${count} B`;
  const [size, unit] = count < 1e6 ? [count / 1e3, 'KB'] : count < 1e9 ? [count / 1e6, 'MB'] : [count / 1e9, 'GB'];
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`;
}

/** `1,234`. */
export const count = (value: number): string => value.toLocaleString('en-US');

/** What a person calls a resource: the physical name without what CloudFormation put around the logical one. */
export function shortName(name: string): string {
  const last = name.replace(/^.*[/|]/, '');
  const found = MODEL_TABLE.exec(last) ?? PHYSICAL_NAME.exec(last) ?? LOGICAL_ID.exec(last);
  const words = (found?.[1] ?? last).replace(/(\w)lambda$/, '$1');
  return words === '' ? last : words;
}
/** `ChatSession-01w59ockhmfd2zjz1t9cstdq0a-NONE`. */
const MODEL_TABLE = /^(\w+)-[a-z0-9]{26}-\w+$/;
/** `<stack>-<logical id><hash>-<letters>`, lower case for buckets. */
const PHYSICAL_NAME = /^(?:[\w.-]*-)?([A-Za-z]\w*?)(?:Runtime)?(?:[0-9A-F]{8}|[0-9a-f]{8})(?:Runtime)?-[a-z0-9]{12}$/;
const LOGICAL_ID = /^([A-Za-z]\w*?)[0-9A-F]{8}$/;

/** The text as indented JSON where it is JSON, else as it is. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

/** The root of an `X-Amzn-Trace-Id`, or the id itself. */
export const traceRoot = (header: string): string => /Root=([\w-]+)/.exec(header)?.[1] ?? header;

/** The last name of an ARN or a URL. */
export const lastName = (arn: string): string => arn.split(/[:/]/).at(-1) ?? arn;
