/**
 * A word, a number or a symbol of a text. `lower` is the text in lower case; `norm` is without plural and possessive
 * `s`, for catalogues; `start` and `end` are offsets into the cleaned text.
 */
export type Token = {
  kind: 'word' | 'number' | 'symbol';
  lower: string;
  norm: string;
  /** Of numbers. */
  value: number;
  start: number;
  end: number;
};

const maximumCharacters = 32_768;
const wordPart = /[\p{L}\p{N}\p{M}]/u;
const digit = /[0-9]/;

/** Makes a person's text safe to look at: well-formed, without control and direction characters, at most 32 K. */
export function cleanText(text: string): string {
  return text
    .slice(0, maximumCharacters)
    .toWellFormed()
    .normalize('NFC')
    .slice(0, maximumCharacters)
    .replace(/\r\n?/g, '\n')
    .replace(/[\u2018\u2019\u02bc\u00b4`]/g, "'")
    .replace(/[\u201c\u201d\u201e]/g, '"')
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000\t]/g, ' ')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]/g, '')
    .replace(/[\p{Cc}]/gu, (character) => (character === '\n' ? '\n' : ' '));
}

/** A word without plural ending, roughly: catalogue and text go through the same cut, so it need not be a real word. */
export function normalizeWord(lower: string): string {
  const word = lower.endsWith("'s") ? lower.slice(0, -2) : lower;
  if (word.length <= 3 || !word.endsWith('s')) return word;
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|x|ss)es$/.test(word)) return word.slice(0, -2);
  // "APIs" and "KPIs" are plurals, "Kinesis" and "analysis" are not.
  return /(?:ss|us|is)$/.test(word) && !/pis$/.test(word) ? word : word.slice(0, -1);
}

/** The end of a number's digits from `start`, thousands separators and decimals included. */
function endOfNumber(text: string, start: number): number {
  let end = start;
  while (end < text.length) {
    const character = text.charAt(end);
    if (digit.test(character)) end += 1;
    else if ((character === '.' || character === ',' || character === "'") && digit.test(text.charAt(end + 1)))
      end += 1;
    else break;
  }
  return end;
}

/** `1,200`, `1'200` and `1.200.000` are thousands; `1.5` and `1,5` are decimals. */
function parseNumber(written: string): number {
  const bare = written.slice(0, 24).replaceAll("'", '');
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(bare)) return Number(bare.replaceAll(',', ''));
  if (/^\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?$/.test(bare)) return Number(bare.replaceAll('.', '').replace(',', '.'));
  if (/^\d+,\d{1,2}$/.test(bare)) return Number(bare.replace(',', '.'));
  if (/^\d+(?:\.\d+)?$/.test(bare)) return Number(bare);
  return Number.NaN;
}

function endOfWord(text: string, start: number): number {
  let end = start;
  while (end < text.length) {
    const character = String.fromCodePoint(text.codePointAt(end) ?? 0);
    const isApostropheInside = character === "'" && /\p{L}/u.test(text.charAt(end + 1)) && end > start;
    if (!wordPart.test(character) && !isApostropheInside) break;
    end += character.length;
  }
  return end;
}

/** Splits a cleaned text into tokens in one pass. Line breaks are symbols, other white space is dropped. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < text.length) {
    const character = String.fromCodePoint(text.codePointAt(position) ?? 0);
    const start = position;
    if (character === ' ') {
      position += 1;
      continue;
    }
    if (digit.test(character)) {
      position = endOfNumber(text, start);
      const written = text.slice(start, position);
      tokens.push({ kind: 'number', lower: written, norm: written, value: parseNumber(written), start, end: position });
    } else if (wordPart.test(character)) {
      position = endOfWord(text, start);
      const lower = text.slice(start, position).toLowerCase();
      tokens.push({ kind: 'word', lower, norm: normalizeWord(lower), value: Number.NaN, start, end: position });
    } else {
      position += character.length;
      tokens.push({ kind: 'symbol', lower: character, norm: character, value: Number.NaN, start, end: position });
    }
  }
  return tokens;
}
