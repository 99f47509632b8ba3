import { expect, type Page, test } from '@playwright/test';
import { expectAccessible, expectGoodLooks } from './accessibility.ts';
import { createProject, signIn, url } from './people.ts';

const handbook = {
  name: 'handbook.md',
  mimeType: 'text/markdown',
  buffer: Buffer.from(`# Handbook

## Retention

Invoices are retained for ten years in the archive of the finance department.

## Encryption

Backups are encrypted with keys that rotate every ninety days.
`),
};

/** A project with the handbook in it, read and ready. */
async function uploadHandbook(page: Page, projectName: string): Promise<void> {
  const project = await createProject(page, projectName);
  await page.goto(url(`${project}/documents`));
  await page.locator('input[type=file]').setInputFiles(handbook);
  await expect(page.getByRole('row', { name: /handbook\.md/ }).getByText('Ready')).toBeVisible();
}

async function createBase(page: Page, name: string): Promise<string> {
  await page.goto(url('/knowledge'));
  await page.getByRole('button', { name: 'New knowledge base' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  return new URL(page.url()).pathname;
}

async function addHandbook(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add documents' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('checkbox', { name: /handbook\.md/ })
    .first()
    .check();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('row', { name: /handbook\.md/ }).getByText('Indexed')).toBeVisible();
}

test('a knowledge base is made, filled, asked, and its passages open their place', async ({ page }) => {
  await signIn(page, 'pm@demo.test');
  await uploadHandbook(page, 'Knowledge of a project');
  await page.keyboard.press('g');
  await page.keyboard.press('k');
  await page.waitForURL(/\/knowledge$/);
  const name = `Answers ${crypto.randomUUID().slice(0, 8)}`;
  const base = await createBase(page, name);
  await expect(page.getByText('No documents in it yet')).toBeVisible();
  await expectAccessible(page);
  await addHandbook(page);
  await expectAccessible(page);

  await page.keyboard.press('/');
  const question = page.getByLabel('Question');
  await expect(question).toBeFocused();
  await page.keyboard.type('invoices retained archive');
  await page.keyboard.press('Enter');
  await expect(page.locator('mark', { hasText: /invoices/i }).first()).toBeVisible();
  await expect(page).toHaveURL(/q=invoices/);
  await expectAccessible(page);
  await page
    .getByRole('link', { name: /^handbook\.md/ })
    .first()
    .click();
  await expect(page.locator('[data-cited]').first()).toBeVisible();
  await expect(page).toHaveURL(/\/documents\/[^/]+\?block=\d+/);

  // What no document says is no answer.
  await page.goto(url(`${base}?q=zeppelin+aerodrome+quaternion`));
  await expect(page.getByText('No evidence', { exact: true })).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel('Synchronizes').selectOption('MANUAL');
  await page.getByRole('button', { name: 'Synchronize' }).click();
  await expect(page.getByRole('button', { name: 'Synchronize' })).toBeEnabled();
  await page.getByRole('button', { name: 'Remove handbook.md from this knowledge base' }).click();
  await expect(page.getByText('No documents in it yet')).toBeVisible();

  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await page.waitForURL(/\/knowledge$/);
  await expect(page.getByRole('link', { name })).toHaveCount(0);
});

test('a developer asks and changes nothing; other organizations see nothing', async ({ browser }) => {
  const manager = await (await browser.newContext()).newPage();
  await signIn(manager, 'pm@demo.test');
  await uploadHandbook(manager, 'Knowledge to read');
  const name = `Read ${crypto.randomUUID().slice(0, 8)}`;
  const base = await createBase(manager, name);
  await addHandbook(manager);

  const developer = await (await browser.newContext()).newPage();
  await signIn(developer, 'developer@demo.test');
  await developer.goto(url('/knowledge'));
  await expect(developer.getByRole('link', { name })).toBeVisible();
  await expect(developer.getByRole('button', { name: 'New knowledge base' })).toHaveCount(0);
  await developer.goto(url(`${base}?q=backups+encrypted+keys`));
  await expect(developer.locator('mark', { hasText: /encrypted/i }).first()).toBeVisible();
  for (const action of ['Add documents', 'Synchronize', 'Delete']) {
    await expect(developer.getByRole('button', { name: action })).toHaveCount(0);
  }

  const stranger = await (await browser.newContext()).newPage();
  await signIn(stranger, 'pm@other.test');
  await stranger.goto(url(base));
  await expect(stranger.getByRole('heading', { level: 1, name })).toHaveCount(0);
  await stranger.goto(url('/knowledge'));
  await expect(stranger.getByRole('link', { name })).toHaveCount(0);
});

test('pages of knowledge bases are accessible and fit', async ({ page }) => {
  await signIn(page, 'pm@demo.test');
  await uploadHandbook(page, 'Knowledge to look at');
  const base = await createBase(page, `Looks ${crypto.randomUUID().slice(0, 8)}`);
  await addHandbook(page);
  for (const route of ['/knowledge', base, `${base}?q=invoices+retained`, `${base}?q=zeppelin`]) {
    await page.goto(url(route));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    if (route.includes('invoices')) await expect(page.locator('mark').first()).toBeVisible();
    if (route.includes('zeppelin')) await expect(page.getByText('No evidence', { exact: true })).toBeVisible();
    await expectGoodLooks(page);
  }
});
