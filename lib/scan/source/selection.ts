import type { SystemModel } from '../schema.ts';

type Unreadable = SystemModel['files']['unreadable'][number];

export const limits = {
  /** Of one file; larger ones are told of. */
  fileBytes: 2 * 1024 * 1024,
  /** Of all text together. */
  totalBytes: 256 * 1024 * 1024,
  files: 60_000,
} as const;

const extensions = /\.(?:ya?ml|json|template|tsx?|jsx?|[mc]ts|[mc]js|py|graphqls?|gql)$/i;
/** What others wrote, or tools made: not the system that the source describes. */
const foreignFolders = new Set([
  '__pycache__',
  'bower_components',
  'coverage',
  'node_modules',
  'site-packages',
  'venv',
]);
const machineFiles =
  /^(?:package-lock|npm-shrinkwrap|composer\.lock|tsconfig\.tsbuildinfo|cdk\.context)\.json$|\.(?:min|bundle)\.[cm]?js$|\.d\.[cm]?ts$|^(?:pnpm-lock|yarn\.lock)\.ya?ml$|\.map$/i;

/** Whether to look into a folder, by its name. */
export function isOwnFolder(name: string): boolean {
  return !name.startsWith('.') && !foreignFolders.has(name);
}

/** Whether a file may describe the system, by its path from the source's root. */
export function isCandidate(path: string): boolean {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  return extensions.test(name) && !machineFiles.test(name) && parts.every(isOwnFolder);
}

/** The text of a file, or why it is none. Minified code is passed over in silence: it says nothing that its source does not. */
export function decode(path: string, bytes: Uint8Array): Decoded | Unreadable | undefined {
  if (bytes.includes(0)) return { file: path, reason: 'holds bytes that are no text' };
  const text = decoder.decode(bytes);
  if (isMinified(path, text)) return undefined;
  return isUtf8(bytes) ? { text } : { text, problem: firstReplaced(path, text) };
}

export interface Decoded {
  readonly text: string;
  /** Where bytes are no UTF-8; the text has a sign in their place, and counts. */
  readonly problem?: Unreadable;
}

const decoder = new TextDecoder('utf-8');
const strict = new TextDecoder('utf-8', { fatal: true });

function isUtf8(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function firstReplaced(file: string, text: string): Unreadable {
  const line = text.slice(0, Math.max(0, text.indexOf('\uFFFD'))).split('\n').length;
  return { file, line, reason: 'holds bytes that are no UTF-8' };
}

/** A file that is none: a link, a pipe, a device. */
export const notAFile = (file: string, isLink: boolean): Unreadable => ({
  file,
  reason: isLink ? 'a link; links are not followed' : 'neither a file nor a folder',
});

function isMinified(path: string, text: string): boolean {
  if (!/\.[cm]?jsx?$/i.test(path) || text.length < 5_000) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return text.length / lines > 400;
}

/** A file that is too large to be read. */
export function tooLarge(path: string, size: number): Unreadable {
  return {
    file: path,
    reason: `${(size / 1024 / 1024).toFixed(1)} MiB; files above ${limits.fileBytes / 1024 / 1024} MiB are not read`,
  };
}
