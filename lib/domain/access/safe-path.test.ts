import { describe, expect, it } from 'vitest';
import { safePath } from './safe-path.ts';

describe('where signing in leads', () => {
  it.each(['/', '/projects', '/projects/p-1?tab=chat#end'])('is the page asked for: %s', (path) => {
    expect(safePath(path)).toBe(path);
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/sign-in?next=/',
    '',
  ])('is never another site, nor sign-in again: %j', (path) => {
    expect(safePath(path)).toBe('/');
  });

  it('is the start page where nothing, or more than one page, is asked for', () => {
    expect(safePath(undefined)).toBe('/');
    expect(safePath(['/a', '/b'])).toBe('/');
  });
});
