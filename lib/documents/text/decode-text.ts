/** A text and the encoding that it was read in. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
}

const startsWith = (bytes: Uint8Array, ...mark: readonly number[]) =>
  mark.every((byte, index) => bytes[index] === byte);

/**
 * Reads a text: by its byte order mark, else as UTF-16 where every other byte is zero, else as UTF-8 where it is valid,
 * else as Windows-1252, the Latin-1 that is in use. Null where it is no text.
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const encoding = encodingOf(bytes);
  if (!encoding) return null;
  const text = new TextDecoder(encoding).decode(bytes);
  return isText(text) ? { text, encoding } : null;
}

function encodingOf(bytes: Uint8Array): DecodedText['encoding'] | null {
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be';
  const wide = zeroSide(bytes.subarray(0, 4096));
  if (wide) return wide;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return bytes.includes(0) ? null : 'windows-1252';
  }
}

/** Western text in UTF-16 without a mark has a zero in most pairs, always on the same side. */
function zeroSide(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const pairs = Math.floor(bytes.length / 2);
  if (pairs < 2) return undefined;
  const zeros = [0, 0];
  for (let index = 0; index < pairs * 2; index += 1) {
    if (bytes[index] === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  }
  const [first = 0, second = 0] = zeros;
  if (second > pairs * 0.7 && first === 0) return 'utf-16le';
  if (first > pairs * 0.7 && second === 0) return 'utf-16be';
  return undefined;
}

/** Programs and pictures hold control characters; texts hardly any. */
function isText(text: string): boolean {
  const sample = text.slice(0, 100_000);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is counted
  const controls = sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/g)?.length ?? 0;
  return controls <= sample.length * 0.01;
}

/** The lines of a text, whatever ends them. */
export const linesOf = (text: string): string[] => text.split(/\r\n|\r|\n/);
