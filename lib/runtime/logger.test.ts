import { expect, it, vi } from 'vitest';
import { createLogger } from './logger.ts';

it('masks what it is given, errors included', () => {
  // Its own console writes where nobody can listen.
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  const lines: string[] = [];
  const write = vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line));
  createLogger('test').error('refused for ann@x.org', new Error('no card 4111 1111 1111 1111'));
  write.mockRestore();
  vi.unstubAllEnvs();
  expect(lines.join('\n')).not.toMatch(/ann@x\.org|4111/);
  expect(lines.join('\n')).toContain('refused for [email 1]');
});
