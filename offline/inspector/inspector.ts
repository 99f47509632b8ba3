import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { OfflineResponse } from '../kernel/http.ts';

/** The page at `/_offline`: what runs, what ran, what was mailed. Its script alone may run; nothing is loaded from elsewhere. */
export function inspectorPage(): OfflineResponse & { body: string } {
  const page = readFileSync(path.join(import.meta.dirname, 'page.html'), 'utf8');
  const script = /<script>([\s\S]*)<\/script>/.exec(page)?.[1] ?? '';
  const hash = createHash('sha256').update(script).digest('base64');
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; connect-src 'self'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
      'x-content-type-options': 'nosniff',
    },
    body: page,
  };
}
