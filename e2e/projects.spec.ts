import { expect, test } from '@playwright/test';
import { expectGoodLooks } from './accessibility.ts';
import { createProject, signIn, url } from './people.ts';

test('a wrong password is refused in words, and the right one leads to where one wanted to go', async ({ page }) => {
  await page.goto(url('/projects?q=nothing'));
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByLabel('Email').fill('pm@demo.test');
  await page.getByLabel('Password', { exact: true }).fill('Wrong-password-1');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText(/incorrect username or password/i)).toBeVisible();
  await page.getByLabel('Password', { exact: true }).fill('Factory-demo-1');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).toHaveURL(/\/projects\?q=nothing/);
});

test('a project is created, found, edited, archived and restored', async ({ page }) => {
  const renewed = `Claims renewed ${crypto.randomUUID().slice(0, 8)}`;
  await signIn(page, 'pm@demo.test');
  const path = await createProject(page, 'Claims <script>alert(1)</script> & “quotes”');
  await page.goto(url(`${path}/edit`));
  // The form takes the focus when it is ready.
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await page.getByLabel('Name', { exact: true }).fill(renewed);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: renewed })).toBeVisible();

  await page.goto(url('/projects'));
  await page.getByRole('searchbox').fill(renewed);
  await expect(page).toHaveURL(/q=Claims/);
  await expect(page.getByRole('link', { name: renewed })).toBeVisible();

  await page.getByRole('button', { name: `Actions for ${renewed}` }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Archive', exact: true }).click();
  await expect(page.getByText(`Archived “${renewed}”.`)).toBeVisible();
  await expect(page.getByRole('link', { name: renewed })).toHaveCount(0);
  await page.goto(url(path));
  await expect(page.getByText(/^Archived/).first()).toBeVisible();
  await page.getByRole('button', { name: `Actions for ${renewed}` }).click();
  await page.getByRole('menuitem', { name: 'Restore' }).click();
  await expect(page.getByText(`Restored “${renewed}”.`)).toBeVisible();
});

test('bad names are refused beside the field, and nothing is created', async ({ page }) => {
  await signIn(page, 'pm@demo.test');
  await page.goto(url('/projects/new'));
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await page.getByRole('button', { name: 'Create project' }).click();
  await expect(page.getByText('Enter a name.')).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('x'.repeat(201));
  await page.getByRole('button', { name: 'Create project' }).click();
  await expect(page.getByText('Use at most 200 characters.')).toBeVisible();
});

test('pages are accessible and fit', async ({ page }) => {
  await page.goto(url('/sign-in'));
  await expect(page.getByLabel('Email')).toBeVisible();
  await expectGoodLooks(page);
  await signIn(page, 'pm@demo.test');
  const path = await createProject(page, 'Looked at');
  const ofProject = ['', '/chat', '/assessment', '/report'].map((view) => `${path}${view}`);
  for (const route of ['/', '/projects', '/projects/new', ...ofProject, '/nowhere']) {
    await page.goto(url(route));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectGoodLooks(page);
  }
});
