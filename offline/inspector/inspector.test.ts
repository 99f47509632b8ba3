import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { inspectorFile, inspectorPage } from './inspector.ts';

const folder = path.join(import.meta.dirname, 'app');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => /\.(ts|css)$/.test(name) && !name.endsWith('.test.ts'));
const fileOf = (name: string, headers: Record<string, string> = {}) =>
  inspectorFile({ rawPath: `/_offline/app/${name}`, headers });
const scripts = files.filter((name) => name.endsWith('.ts'));

describe('the page', () => {
  const { headers, body } = inspectorPage();
  const policy = headers?.['content-security-policy'] ?? '';
  test('runs its own files alone, and turns no text into markup', () => {
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
  });
  test('names nothing but its own files, and has no script or style within', () => {
    const named = [...body.matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1]);
    expect(named.every((url) => url?.startsWith('/_offline/app/') || url?.startsWith('#'))).toBe(true);
    expect(body).not.toMatch(/<script>|<style|style=|\son\w+=/);
  });
});

describe('its files', () => {
  test.each(scripts)('%s is served without types and makes no markup of data', (name) => {
    const { status, headers, body } = fileOf(name);
    expect(status).toBe(200);
    expect(headers?.['content-type']).toBe('text/javascript; charset=utf-8');
    expect(body).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc|\beval\(|new Function/);
    expect(body).not.toMatch(/https?:\/\/(?!www\.w3\.org\/2000\/svg)[a-z]/);
  });
  test('weigh less than 100 KB together, as they are sent', () => {
    const sizes = files.map((name) =>
      Buffer.byteLength(fileOf(name, { 'accept-encoding': 'gzip, br' }).body as Uint8Array),
    );
    expect(sizes.reduce((sum, size) => sum + size, inspectorPage().body.length)).toBeLessThan(100_000);
  });
  test('no other file is', () => {
    for (const name of ['../inspector.ts', '%2e%2e/call.ts', '/etc/passwd', 'format.test.ts', 'nothing.ts', '']) {
      expect(fileOf(name).status).toBe(404);
    }
  });
});
