/** Longest name that a file may have, in characters. */
const maxFileNameLength = 255;

/** What is wrong with a name: `code` for programs, `message` for people. */
export interface NameProblem {
  readonly code: 'EMPTY' | 'TOO_LONG' | 'CONTROL_CHARACTER' | 'TEXT_DIRECTION' | 'PATH' | 'DEVICE_NAME' | 'NOT_UNICODE';
  readonly message: string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controlCharacter = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
/** Marks that show `exe.pdf` where `fdp.exe` stands (Unicode Technical Report 36, section 3.2), and bytes that Java writes. */
const textDirection = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/;
/** Names that Windows gives to devices whatever their extension; it ignores what dots and spaces follow. */
const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])[ ]*(?:[.:]|$)/i;

/** What is wrong with one part of a path, or with a file's name; null where nothing is. */
export function fileNameProblem(name: string): NameProblem | null {
  if (name.trim() === '') return { code: 'EMPTY', message: 'The name is empty.' };
  if (name.length > maxFileNameLength) {
    return { code: 'TOO_LONG', message: `The name has more than ${maxFileNameLength} characters. Shorten it.` };
  }
  if (!name.isWellFormed()) return { code: 'NOT_UNICODE', message: 'The name holds half a character. Rename it.' };
  if (controlCharacter.test(name)) {
    return { code: 'CONTROL_CHARACTER', message: 'The name holds control characters. Rename it.' };
  }
  if (textDirection.test(name)) {
    return {
      code: 'TEXT_DIRECTION',
      message: 'The name holds marks that turn the direction of text and so hide its ending. Rename it.',
    };
  }
  if (/[/\\]/.test(name) || name === '.' || name === '..') {
    return { code: 'PATH', message: 'The name is a path. Give the name of the file alone.' };
  }
  if (deviceName.test(name)) {
    return { code: 'DEVICE_NAME', message: 'Windows keeps this name for a device. Rename it.' };
  }
  return null;
}

/** A name that is quoted in a message: what could turn or break a line is shown as its number, and the rest cut short. */
export function quotedName(name: string): string {
  const safe = name.replaceAll(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
    /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u061c\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return safe.length > 120 ? `“${safe.slice(0, 117)}…”` : `“${safe}”`;
}

/** The header by which a browser saves a file under its name, whatever letters it has (RFC 6266). */
export function attachmentOf(name: string): string {
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
