import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy.ts';

const page = { nonce: 'abc', connectSources: ['http://localhost:4566', 'ws://localhost:4566'], isDevelopment: false };

describe('contentSecurityPolicy', () => {
  it('lets scripts run by nonce only, and never evaluates text', () => {
    const policy = contentSecurityPolicy(page);
    expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
    expect(policy).not.toContain('unsafe-eval');
  });

  it('lets the page connect to its backend and to nothing else', () => {
    expect(contentSecurityPolicy(page)).toContain("connect-src 'self' http://localhost:4566 ws://localhost:4566;");
    expect(contentSecurityPolicy({ ...page, connectSources: [] })).toContain("connect-src 'self';");
  });

  it('names a source once, however many services share it', () => {
    const policy = contentSecurityPolicy({
      ...page,
      connectSources: ['http://localhost:4566', 'http://localhost:4566'],
    });
    expect(policy).toContain("connect-src 'self' http://localhost:4566;");
  });

  it('cannot be framed', () => {
    expect(contentSecurityPolicy(page)).toContain("frame-ancestors 'none'");
  });
});
