import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { inspectorPage } from './inspector.ts';

test('the page allows its own script and nothing from elsewhere', () => {
  const { headers, body } = inspectorPage();
  const script = /<script>([\s\S]*)<\/script>/.exec(body)?.[1] ?? '';
  const policy = headers?.['content-security-policy'] ?? '';
  expect(policy).toContain(`script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  expect(policy).toContain("default-src 'none'");
  expect(body).not.toMatch(/(src|href)=/);
});

test('what people wrote is never taken as markup', () => {
  expect(inspectorPage().body).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write/);
});
