type PolicyInput = { nonce: string; connectSources: string[]; isDevelopment: boolean };

/**
 * The content security policy of a page, as one header value. Scripts run by nonce only. Styles may be inline: the
 * popover, toast and theme libraries set them at run time, and none of ours comes from what a person wrote.
 */
export function contentSecurityPolicy({ nonce, connectSources, isDevelopment }: PolicyInput): string {
  const directives = {
    'default-src': ["'self'"],
    // The development server evaluates source maps and pushes updates; a built app does neither.
    'script-src': ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'", ...(isDevelopment ? ["'unsafe-eval'"] : [])],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'", ...connectSources, ...(isDevelopment ? ['ws:'] : [])],
    'object-src': ["'none'"],
    'base-uri': ["'self'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${[...new Set(sources)].join(' ')}`)
    .join('; ');
}
