import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { createProject, signIn, url } from './people.ts';

const log = (page: Page) => page.getByRole('log', { name: 'Conversation with the assessment agent' });
const composer = (page: Page) => page.getByRole('textbox', { name: 'Message to the assessment agent' });

async function say(page: Page, text: string): Promise<void> {
  const replies = await log(page).getByText('Assessment agent', { exact: true }).count();
  await composer(page).fill(text);
  await composer(page).press('Enter');
  await expect(log(page).getByText(text, { exact: true })).toHaveCount(1);
  await expect.poll(() => log(page).getByText('Assessment agent', { exact: true }).count()).toBeGreaterThan(replies);
  await expect(log(page).getByText('The agent is thinking')).toHaveCount(0);
}

async function begin(page: Page, name: string): Promise<string> {
  const project = await createProject(page, name);
  await page.goto(url(`${project}/chat`));
  await page.getByRole('button', { name: 'Begin the interview' }).click();
  await expect(log(page).getByText('Assessment agent', { exact: true }).first()).toBeVisible();
  return project;
}

test('a project manager goes from sign-in to the downloaded report', async ({ page }) => {
  await signIn(page, 'pm@demo.test');
  const project = await begin(page, 'Regional hospitals');

  await say(
    page,
    'Our patient data sits in an Oracle database, about 120 TB. There is no data lake and no data warehouse.',
  );
  const understood = log(page).getByRole('list', { name: 'What I understood' });
  await expect(understood.last()).toContainText('120 TB');
  await say(page, 'We must comply with GDPR and NIS2, and we have a data protection officer.');
  await expectAccessible(page);

  // What was understood wrong is put right where it stands.
  await understood
    .first()
    .getByRole('button', { name: /^Correct this/ })
    .first()
    .click();
  await page.getByLabel('How it really is').fill('Oracle, and images in the Philips PACS');
  await page.getByRole('button', { name: 'Send correction' }).click();
  await expect(log(page).getByText('Philips PACS').first()).toBeVisible();

  // A question that nobody can answer is skipped by its control.
  const replies = await log(page).getByText('Assessment agent', { exact: true }).count();
  await page.getByRole('button', { name: 'Skip', exact: true }).first().click();
  await expect.poll(() => log(page).getByText('Assessment agent', { exact: true }).count()).toBeGreaterThan(replies);

  await page.goto(url(`${project}/assessment`));
  await expect(page.getByText('Said in passing').first()).toBeVisible();
  await expect(page.getByText('Skipped', { exact: true }).first()).toBeVisible();
  await expectAccessible(page);

  await page.goto(url(`${project}/chat`));
  await say(page, 'finish the interview');
  await page.getByRole('link', { name: 'Read the report' }).first().click();
  await expect(page.getByRole('heading', { name: 'Readiness for agentic AI' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Gaps' })).toBeVisible();
  await expectAccessible(page);

  const arriving = page.waitForEvent('download');
  await page
    .getByRole('button', { name: 'Download the report as PDF' })
    .or(page.getByRole('link', { name: 'Download the report as PDF' }))
    .click();
  const download = await arriving;
  expect(download.suggestedFilename()).toBe('assessment-report.pdf');
  const bytes = readFileSync(await download.path());
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(bytes.includes('/StructTreeRoot')).toBe(true);

  await page.goto(url(project));
  await expect(page.getByText('Assessment complete').first()).toBeVisible();
});

test('an architect talks to the agent, and another tab of the organization sees it live, once', async ({ browser }) => {
  const manager = await (await browser.newContext()).newPage();
  await signIn(manager, 'pm@demo.test');
  const project = await begin(manager, 'Shared interview');

  const architect = await (await browser.newContext()).newPage();
  await signIn(architect, 'architect@demo.test');
  await architect.goto(url(`${project}/chat`));
  await say(architect, 'We run twelve Kafka topics and no other broker.');
  await expect(log(manager).getByText('We run twelve Kafka topics and no other broker.')).toHaveCount(1);

  await manager.context().setOffline(true);
  await say(architect, 'Nightly exports go over SFTP.');
  await manager.context().setOffline(false);
  await expect(log(manager).getByText('Nightly exports go over SFTP.')).toHaveCount(1, { timeout: 60_000 });
});

test('the backend is killed in mid-interview, comes back, and the conversation goes on', async ({ page }) => {
  await signIn(page, 'pm@demo.test');
  await begin(page, 'Killed in the middle');
  await say(page, 'We have two data engineers.');

  const occupant = path.join(process.env.FACTORY_DATA ?? '', 'backend.json');
  const { pid } = JSON.parse(readFileSync(occupant, 'utf8')) as { pid: number };
  const text = 'Our budget is 250,000 EUR for the first year.';
  await composer(page).fill(text);
  await composer(page).press('Enter');
  process.kill(pid, 'SIGKILL');

  // What was not taken says so and is sent again under its key; what was taken is simply there.
  const sendAgain = page.getByRole('button', { name: 'Send again' });
  const answered = log(page).getByRole('list', { name: 'What I understood' }).filter({ hasText: '250' });
  await expect(async () => {
    if (await sendAgain.isVisible()) await sendAgain.click();
    await expect(answered.first()).toBeVisible({ timeout: 5000 });
  }).toPass({ timeout: 90_000 });
  await expect
    .poll(() =>
      fetch(`${process.env.FACTORY_BACKEND ?? ''}/_offline/health`).then(
        ({ ok }) => ok,
        () => false,
      ),
    )
    .toBe(true);
  await page.reload();
  await expect(log(page).getByText(text, { exact: true })).toHaveCount(1);
  await say(page, 'The sponsor is our COO.');
});

test('script and links in a message are shown as text and never run', async ({ page }) => {
  await signIn(page, 'pm@demo.test');
  await begin(page, '<img src=x onerror=alert(1)>');
  let dialogs = 0;
  page.on('dialog', (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });
  await say(
    page,
    '<script>alert(1)</script> [click](javascript:alert(1)) <img src=x onerror=alert(1)> We have 3 analysts.',
  );
  await expect(log(page).locator('script, img, a[href^="javascript:"]')).toHaveCount(0);
  expect(dialogs).toBe(0);
});
