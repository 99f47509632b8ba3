import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright';
import { Children } from '../scripts/child-processes.ts';
import { chromiumPath } from '../scripts/chromium.ts';
import { ownStack } from '../scripts/own-stack.ts';
import { root, startStack } from '../scripts/stack.ts';
import type { Measurement } from './measurement.ts';

/** What a page's own script tags bring, gzipped: prefetched pages do not count, lazily loaded code neither. */
export const web = {
  title: 'First-load JavaScript of the pages',
  async measure(): Promise<Measurement[]> {
    const children = new Children();
    const options = await ownStack('bench');
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    try {
      await startStack(children, options);
      const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...sandbox, '--disable-gpu'] });
      const page = await browser.newPage();
      const origin = `http://localhost:${options.webPort}`;
      await page.goto(`${origin}/sign-in`);
      await page.getByLabel(/email/i).fill('pm@demo.test');
      await page.getByLabel('Password', { exact: true }).fill('Factory-demo-1');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
      await page.goto(`${origin}/projects/new`);
      await page.getByLabel('Name').fill('Bench');
      await page.getByRole('button', { name: 'Create project' }).click();
      await page.waitForURL(/\/projects\/[^/]+$/);
      const project = new URL(page.url()).pathname;
      const measurements: Measurement[] = [];
      for (const [name, route, goal] of [
        ['home', '/', '≤ 220 KB'],
        ['projects', '/projects', '≤ 220 KB'],
        ['project', project, '≤ 220 KB'],
        ['chat', `${project}/chat`, '≤ 300 KB'],
        ['assessment board', `${project}/assessment`, ''],
        ['report', `${project}/report`, ''],
        ['documents', `${project}/documents`, '≤ 220 KB'],
        ['technical design', `${project}/design`, '≤ 220 KB'],
        ['knowledge bases', '/knowledge', '≤ 220 KB'],
        ['approvals', '/approvals', '≤ 220 KB'],
        ['blueprints', '/blueprints', '≤ 220 KB'],
        ['blueprint editor', '/blueprints/transformation', '≤ 220 KB'],
      ] as const) {
        const html = await (await page.request.get(`${origin}${route}`)).text();
        measurements.push({ name, value: scriptBytes(html) / 1000, unit: 'KB gzip', ...(goal && { goal }) });
      }
      await browser.close();
      return [...measurements, { name: 'all chunks of the build', value: allChunks() / 1000, unit: 'KB gzip' }];
    } finally {
      await children.stop();
    }
  },
};

function scriptBytes(html: string): number {
  const tags = [...html.matchAll(/<script[^>]+src="([^"?]+)[^"]*"[^>]*>/g)];
  // Browsers that know modules do not load the polyfills of those that do not.
  const sources = new Set(tags.filter(([tag]) => !/nomodule/i.test(tag)).map(([, source = '']) => source));
  let bytes = 0;
  for (const source of sources) {
    const file = path.join(root, '.next', source.replace('/_next/', ''));
    if (existsSync(file)) bytes += gzipSync(readFileSync(file)).length;
  }
  return bytes;
}

function allChunks(): number {
  const folder = path.join(root, '.next/static/chunks');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => file.endsWith('.js') && statSync(file).isFile())
    .reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
}
