import { expect, test } from '@playwright/test';
import { createProject, signIn, url } from './people.ts';

test('a developer sees the projects of the organization and can change nothing', async ({ browser }) => {
  const manager = await (await browser.newContext()).newPage();
  await signIn(manager, 'pm@demo.test');
  const path = await createProject(manager, 'Seen by developers');

  const context = await browser.newContext();
  const developer = await context.newPage();
  await signIn(developer, 'developer@demo.test');
  await developer.goto(url('/projects'));
  await expect(developer.getByRole('link', { name: 'Seen by developers' })).toBeVisible();
  await expect(developer.getByRole('link', { name: 'New project' })).toHaveCount(0);

  await developer.goto(url('/projects/new'));
  await expect(developer.getByLabel('Name', { exact: true })).toHaveCount(0);
  await developer.goto(url(`${path}/edit`));
  await expect(developer.getByLabel('Name', { exact: true })).toHaveCount(0);

  await developer.goto(url(`${path}/chat`));
  await expect(developer.getByRole('textbox')).toHaveCount(0);
});

test('the other organization does not see the project, neither in its list nor by its address', async ({ browser }) => {
  const manager = await (await browser.newContext()).newPage();
  await signIn(manager, 'pm@demo.test');
  const path = await createProject(manager, 'Not for others');

  const stranger = await (await browser.newContext()).newPage();
  await signIn(stranger, 'pm@other.test');
  await stranger.goto(url('/projects'));
  await expect(stranger.getByRole('heading', { level: 1, name: 'Projects' })).toBeVisible();
  await expect(stranger.getByText('Not for others')).toHaveCount(0);
  for (const part of ['', '/chat', '/assessment', '/report', '/edit']) {
    await stranger.goto(url(`${path}${part}`));
    await expect(stranger.getByText('Not for others')).toHaveCount(0);
  }
});
