import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';

export const password = 'Factory-demo-1';

/** Where the web app of this run is. */
export const url = (path: string): string => `${process.env.FACTORY_URL ?? ''}${path}`;

/** Signs in through the sign-in page and waits for the workspace. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(url('/sign-in'));
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
}

/** Creates a project as the signed-in person and opens it; answers its path. */
export async function createProject(page: Page, name: string): Promise<string> {
  await page.goto(url('/projects/new'));
  const field = page.getByLabel('Name', { exact: true });
  await expect(field).toBeFocused();
  await field.fill(name);
  await page.getByRole('button', { name: 'Create project' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  return new URL(page.url()).pathname;
}
