import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const FRAME = /(file:\/\/\/?[^\s:]*|\/[^\n:]*)(bundle-[0-9a-f]+\.mjs):(\d+):(\d+)/g;

/**
 * An error's stack in the places of the sources: the backend's own program is one bundled file (see own-process.ts). The
 * map is read only here, since errors that nobody foresaw are rare. A stack without a map stays as it is.
 */
export function inSources(stack: string): string {
  const maps = new Map<string, SourceMap | undefined>();
  return stack.replaceAll(FRAME, (found: string, folder: string, name: string, line: string, column: string) => {
    const file = folder.startsWith('file:') ? fileURLToPath(folder + name) : folder + name;
    if (!maps.has(file)) maps.set(file, readMap(file));
    // The map counts from 0, a stack from 1.
    const entry = maps.get(file)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (!entry || !('originalSource' in entry)) return found;
    const source = path.resolve(path.dirname(file), entry.originalSource);
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
}

function readMap(file: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')) as SourceMapPayload);
  } catch {
    return undefined;
  }
}
