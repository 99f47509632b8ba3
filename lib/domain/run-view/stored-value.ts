/** What a field of AWSJSON holds: it comes as the value or as its text, and what was stored as text as the text's text. */
export function readStored(raw: unknown): unknown {
  let value = raw;
  for (let round = 0; round < 2 && typeof value === 'string'; round += 1) {
    try {
      const parsed: unknown = JSON.parse(value);
      value = parsed;
    } catch {
      return value;
    }
  }
  return value;
}
