import { readFileSync, statSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { OfflineRequest, OfflineResponse } from '../kernel/http.ts';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** The page at `/_offline`. It loads its own files alone, and nothing on it is ever taken as markup. */
export function inspectorPage(): OfflineResponse & { body: string } {
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY },
    body: readFileSync(path.join(import.meta.dirname, 'page.html'), 'utf8'),
  };
}

const TYPES = new Map([
  ['ts', 'text/javascript'],
  ['css', 'text/css'],
  ['svg', 'image/svg+xml'],
]);
const stripped = new Map<string, { changedAt: number; script: string }>();

/** `/_offline/app/<file>`: the page's style and its modules, written in TypeScript and served without the types. */
export function inspectorFile({ rawPath, headers }: Pick<OfflineRequest, 'rawPath' | 'headers'>): OfflineResponse {
  const name = rawPath.slice('/_offline/app/'.length);
  const known = /^(?:[a-z-]+\/)?[a-z-]+\.(ts|css|svg)$/.exec(name);
  const file = path.join(import.meta.dirname, 'app', name);
  const changedAt = known ? statSync(file, { throwIfNoEntry: false })?.mtimeMs : undefined;
  if (!known || changedAt === undefined || name.endsWith('.test.ts')) {
    return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'There is no such file.' };
  }
  const type = TYPES.get(known[1] ?? '') ?? 'text/plain';
  const text = known[1] === 'ts' ? script(file, changedAt) : readFileSync(file, 'utf8');
  const isZipped = (headers['accept-encoding'] ?? '').includes('gzip');
  return {
    status: 200,
    headers: { 'content-type': `${type}; charset=utf-8`, ...(isZipped && { 'content-encoding': 'gzip' }) },
    body: isZipped ? gzipSync(text) : text,
  };
}

function script(file: string, changedAt: number): string {
  const known = stripped.get(file);
  if (known?.changedAt === changedAt) return known.script;
  const made = stripTypeScriptTypes(readFileSync(file, 'utf8'), { mode: 'strip' });
  stripped.set(file, { changedAt, script: made });
  return made;
}
