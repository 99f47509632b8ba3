/** What a file says of itself, as names and values to show; `stored` is the record's JSON, read or not. */
export function readMetadata(stored: unknown): [name: string, value: string][] {
  const value = typeof stored === 'string' ? parse(stored) : stored;
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter((entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number')
    .map(([name, text]): [string, string] => [name, String(text).slice(0, 500)])
    .filter(([, text]) => text.trim() !== '');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
