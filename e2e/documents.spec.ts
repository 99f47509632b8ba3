import { expect, type Page, test } from '@playwright/test';
import { strToU8, zipSync } from 'fflate';
import { expectAccessible, expectGoodLooks } from './accessibility.ts';
import { createProject, signIn, url } from './people.ts';

const text = (name: string, content: string, mimeType = 'text/markdown') => ({
  name,
  mimeType,
  buffer: Buffer.from(content),
});

const notes = text(
  'notes.md',
  `# Order platform

Shops send orders.

## Limits

The lambda function answers within 3 seconds. An order has at most 100 lines.

| Store | Kept |
| --- | --- |
| Orders | 7 years |

## Security

Each lambda has a role of its own.
`,
);
const hostileName = '<img src=x onerror=alert(1)>.md';

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });
const choose = (page: Page, files: Parameters<ReturnType<Page['locator']>['setInputFiles']>[0]) =>
  page.locator('input[type=file]').setInputFiles(files);

test('documents are uploaded many at once, read, searched, cited and deleted', async ({ page }) => {
  await signIn(page, 'architect@demo.test');
  await page.goto(url('/projects'));
  const manager = await page.context().browser()?.newContext();
  const other = await manager?.newPage();
  if (!other) throw new Error('No second window could be opened.');
  await signIn(other, 'pm@demo.test');
  const project = await createProject(other, 'Documents of a project');

  await page.goto(url(`${project}/documents`));
  await expect(page.getByText('No documents yet')).toBeVisible();
  await expectAccessible(page);
  await choose(page, [
    notes,
    text('table.csv', 'id,name\n1,Alpha\n2,Beta\n', 'text/csv'),
    text('false.pdf', 'This is no PDF.', 'application/pdf'),
    text(hostileName, '# Harmless\n\n<script>alert(1)</script> stays text.\n'),
  ]);
  await expect(row(page, 'notes.md').getByText('Ready')).toBeVisible();
  await expect(row(page, 'table.csv').getByText('Ready')).toBeVisible();
  await expect(row(page, 'false.pdf').getByText('Rejected')).toBeVisible();
  await expect(row(page, 'false.pdf')).toContainText('is a text');
  await expect(row(page, hostileName).getByText('Ready')).toBeVisible();
  await expectAccessible(page);

  // What is not read is said before any of it is sent.
  await choose(page, text('program.exe', 'MZ', 'application/octet-stream'));
  await expect(page.getByText('program.exe cannot be uploaded')).toBeVisible();

  // The list is filtered, sorted, and kept in the address.
  await page.getByRole('link', { name: 'Rejected 1' }).click();
  await expect(page).toHaveURL(/show=rejected/);
  await expect(row(page, 'notes.md')).toHaveCount(0);
  await page.goto(url(`${project}/documents?order=name&q=note`));
  await expect(page.getByRole('link', { name: 'notes.md' })).toBeVisible();
  await expect(row(page, 'table.csv')).toHaveCount(0);

  await page.getByRole('link', { name: 'notes.md' }).click();
  const outline = page.getByRole('navigation', { name: 'Outline' });
  await expect(outline.getByRole('link', { name: 'Security' })).toBeVisible();
  await expect(page.getByRole('cell', { name: '7 years' })).toBeVisible();
  await expectAccessible(page);

  // By keyboard alone: to the search, from one place to the next, and out of it.
  await page.keyboard.press('/');
  const search = page.getByLabel('Search in this document');
  await expect(search).toBeFocused();
  await page.keyboard.type('LAMBDA');
  await expect(page.getByText('1 of 2')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText('2 of 2')).toBeVisible();
  await expect(page.locator('mark[data-current]')).toHaveText('lambda');
  await page.keyboard.press('Shift+Enter');
  await expect(page.getByText('1 of 2')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('mark')).toHaveCount(0);

  // A citation's address opens its place, and a place has an address.
  const document = new URL(page.url()).pathname;
  await page.goto(url(`${document}?line=7`));
  await expect(page.locator('[data-cited]')).toContainText('within 3 seconds');
  await outline.getByRole('link', { name: 'Security' }).click();
  await expect(page).toHaveURL(/block=\d+/);
  await expect(page.locator('[data-cited]')).toContainText('Security');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toBe('notes.md');

  // Whoever looks at the list elsewhere sees it go.
  await other.goto(url(`${project}/documents`));
  await expect(row(other, 'notes.md')).toBeVisible();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await page.waitForURL(/\/documents$/);
  await expect(row(page, 'notes.md')).toHaveCount(0);
  await expect(row(other, 'notes.md')).toHaveCount(0);
});

test('a source is an archive whose files are read line by line', async ({ page }) => {
  await signIn(page, 'pm@demo.test');
  const project = await createProject(page, 'Source of a project');
  const zip = zipSync({
    'shop/template.yaml': strToU8('Resources:\n  Orders:\n    Type: AWS::DynamoDB::Table\n'),
    'shop/src/handler.ts': strToU8('export const handler = () => "</script><b>text</b>";\n'),
  });
  await page.goto(url(`${project}/documents`));
  await choose(page, { name: 'shop.zip', mimeType: 'application/zip', buffer: Buffer.from(zip) });
  await expect(row(page, 'shop.zip').getByText('Ready')).toBeVisible();
  await expect(row(page, 'shop.zip')).toContainText('Source code');
  await page.getByRole('link', { name: 'shop.zip' }).click();
  await page.getByRole('link', { name: /handler\.ts/ }).click();
  await expect(page.getByText('</script><b>text</b>')).toBeVisible();
  const document = new URL(page.url()).pathname;
  // As claims name their lines: relative to the source's root.
  await page.goto(url(`${document}?file=template.yaml&line=3`));
  await expect(page.locator('li[aria-current=location]')).toContainText('AWS::DynamoDB::Table');
  await expectAccessible(page);
  await page.goto(url(`${document}?file=missing.ts`));
  await expect(page.getByText('The source has no such file')).toBeVisible();
});

test('a developer reads and changes nothing; other organizations see nothing', async ({ browser }) => {
  const manager = await (await browser.newContext()).newPage();
  await signIn(manager, 'pm@demo.test');
  const project = await createProject(manager, 'Documents to read');
  await manager.goto(url(`${project}/documents`));
  await choose(manager, notes);
  await expect(row(manager, 'notes.md').getByText('Ready')).toBeVisible();
  await manager.getByRole('link', { name: 'notes.md' }).click();
  await manager.waitForURL(/\/documents\/[^/]+$/);
  const document = new URL(manager.url()).pathname;

  const developer = await (await browser.newContext()).newPage();
  await signIn(developer, 'developer@demo.test');
  await developer.goto(url(`${project}/documents`));
  await expect(row(developer, 'notes.md')).toBeVisible();
  await expect(developer.getByRole('button', { name: 'Upload files' })).toHaveCount(0);
  await expect(developer.getByRole('button', { name: /^Delete/ })).toHaveCount(0);
  await developer.goto(url(document));
  await expect(developer.getByText('within 3 seconds')).toBeVisible();
  await expect(developer.getByRole('button', { name: /^Delete/ })).toHaveCount(0);

  const stranger = await (await browser.newContext()).newPage();
  await signIn(stranger, 'pm@other.test');
  await stranger.goto(url(document));
  await expect(stranger.getByText('within 3 seconds')).toHaveCount(0);
  await expect(stranger.getByRole('heading', { level: 1, name: 'notes.md' })).toHaveCount(0);
});

test('pages of documents are accessible and fit', async ({ page }) => {
  await signIn(page, 'pm@demo.test');
  const project = await createProject(page, 'Documents to look at');
  await page.goto(url(`${project}/documents`));
  await choose(page, [notes, text('false.pdf', 'This is no PDF.', 'application/pdf')]);
  await expect(row(page, 'false.pdf').getByText('Rejected')).toBeVisible();
  await expect(row(page, 'notes.md').getByText('Ready')).toBeVisible();
  await expectGoodLooks(page);
  for (const name of ['false.pdf', 'notes.md']) {
    await page.goto(url(`${project}/documents`));
    await page.getByRole('link', { name }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(page.getByText(name === 'notes.md' ? 'within 3 seconds' : 'was rejected')).toBeVisible();
    await expectGoodLooks(page);
  }
  await page.goto(url(`${new URL(page.url()).pathname}?q=lambda&block=2`));
  await expect(page.getByText('of 2')).toBeVisible();
  await expectGoodLooks(page);
});
