import { expect, type Page, test } from '@playwright/test';
import { expectAccessible, expectGoodLooks } from './accessibility.ts';
import { saveBlueprint } from './blueprints.ts';
import { createProject, signIn, url } from './people.ts';

const probe = (id: string, title: string, inputs: object, more: object = {}) => ({
  ...{ id, title, agent: 'probe', task: 'echo' },
  inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]: [string, unknown]) => [name, { value }])),
  ...more,
});

const gated = (id: string) => ({
  ...{ schemaVersion: 1, id, name: `Gated ${id}`, version: 1 },
  inputs: { list: { type: 'array', description: 'Elements', required: true } },
  steps: [
    { id: 'parse', title: 'Parse', agent: 'probe', task: 'echo', inputs: { value: { from: 'run.input.list' } } },
    {
      ...{ id: 'content', title: 'Content', agent: 'probe', task: 'echo' },
      inputs: { value: { from: 'item' } },
      forEach: { from: 'steps.parse.output.value' },
    },
    probe(
      'review',
      'Review',
      { file: 'First line\nSecond line\n' },
      {
        after: ['content'],
        gate: { title: 'Approve the draft', roles: ['project_manager'], shows: ['probe.txt'] },
      },
    ),
    probe('publish', 'Publish', { value: 'published' }, { after: ['review'] }),
  ],
});

const badge = (page: Page, word: string) => page.locator('header').getByText(word, { exact: true });

async function start(page: Page, project: string, blueprint: string): Promise<string> {
  await page.goto(url(`${project}/runs`));
  await page.getByRole('button', { name: 'Start a run' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Blueprint').selectOption(blueprint);
  await dialog.getByLabel(/^list/).fill('["a", "b", "c"]');
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  await page.waitForURL(/\/runs\/[^/]+$/);
  return new URL(page.url()).pathname;
}

test('a run is started, watched, approved, replayed and compared', async ({ page }) => {
  const id = `gated-${crypto.randomUUID().slice(0, 8)}`;
  await signIn(page, 'pm@demo.test');
  await saveBlueprint(page, gated(id));
  const project = await createProject(page, 'Runs of a project');

  await page.goto(url(`${project}/runs`));
  await expect(page.getByText('No runs yet')).toBeVisible();
  const run = await start(page, project, id);

  const gate = page.getByRole('region', { name: 'Approve the draft' });
  await expect(gate.getByText('Second line')).toBeVisible();
  await expect(badge(page, 'Waiting')).toBeVisible();
  await expectAccessible(page);

  // Changes need words; with them the step runs again, and the gate opens a second time.
  await gate.getByRole('button', { name: 'Request changes' }).click();
  await expect(gate.getByText('Say what is to be changed')).toBeVisible();
  await gate.getByLabel('Comment').fill('A third line is missing.');
  await gate.getByRole('button', { name: 'Request changes' }).click();
  await expect(gate.getByText('Round 2')).toBeVisible();

  // The inbox has it, and leads here.
  await page.goto(url('/approvals'));
  const row = page.getByRole('row', { name: /Approve the draft/ }).filter({ hasText: 'Runs of a project' });
  await row.first().getByRole('link', { name: 'Approve the draft' }).click();
  await page.waitForURL((address) => address.pathname === run);
  await gate.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(badge(page, 'Completed')).toBeVisible();
  await expect(gate).toHaveCount(0);

  await page.getByRole('link', { name: 'Steps', exact: true }).click();
  await page.getByRole('button', { name: 'Branches of Content' }).click();
  await page.getByRole('link', { name: 'content[2]' }).click();
  const inspector = page.getByRole('region', { name: 'Step Content' });
  await expect(inspector.getByText('"value": "c"').first()).toBeVisible();
  await expect(page).toHaveURL(/step=content/);
  await page.getByRole('link', { name: 'Review', exact: true }).click();
  await expect(page.getByText('A third line is missing.').first()).toBeVisible();

  await page.getByRole('button', { name: 'Replay from here' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Replay', exact: true }).click();
  await page.waitForURL((address) => address.pathname !== run && address.pathname.includes('/runs/'));
  await expect(page.getByText('Replayed from step review')).toBeVisible();
  await page.getByRole('region', { name: 'Approve the draft' }).getByRole('button', { name: 'Reject' }).click();
  await expect(badge(page, 'Failed')).toBeVisible();
  await page.getByRole('link', { name: 'Steps', exact: true }).click();
  await expect(page.getByRole('row', { name: /^Parse/ })).toContainText('Taken over');

  await page.getByRole('link', { name: 'Compare' }).click();
  await page.getByLabel('Compare with').selectOption(run.split('/').at(-1) ?? '');
  await expect(page.getByRole('row', { name: /^Parse/ })).toContainText('Same');
  await expectAccessible(page);
});

test('a transformation says where it waits, and shows the sections of its design as they are written', async ({
  page,
}) => {
  await signIn(page, 'pm@demo.test');
  const project = await createProject(page, 'Sections as they come');
  await page.goto(url(`${project}/runs?start=transformation`));
  await page.getByRole('dialog').getByRole('button', { name: 'Start', exact: true }).click();
  await page.waitForURL(/\/runs\/[^/]+$/);
  const run = page.url();
  const wait = page.getByRole('region', { name: 'Assessment waits for answers.' });
  await expectAccessible(page);
  await wait.getByRole('link', { name: 'Answer in the chat' }).click();
  await page.getByRole('button', { name: 'Begin the interview' }).click();
  const composer = page.getByRole('textbox', { name: 'Message to the assessment agent' });
  await expect(page.getByText('Question 1 of').first()).toBeVisible();
  await composer.fill('finish the interview');
  await composer.press('Enter');
  await expect(page.getByRole('link', { name: 'Read the report' }).first()).toBeVisible();

  await page.goto(run);
  const gate = page.getByRole('region', { name: 'Approve the assessment report' });
  await expect(wait).toHaveCount(0);
  await gate.getByRole('button', { name: 'Approve', exact: true }).click();
  // Told live alone: nothing of it is there when the page is loaded.
  await expect(page.getByText('8 of 8 sections')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Approve the design' })).toBeVisible();
});

test('a developer sees a run and its gate, and can change nothing', async ({ browser }) => {
  const id = `gated-${crypto.randomUUID().slice(0, 8)}`;
  const manager = await (await browser.newContext()).newPage();
  await signIn(manager, 'pm@demo.test');
  await saveBlueprint(manager, gated(id));
  const project = await createProject(manager, 'Watched by a developer');
  const run = await start(manager, project, id);

  const developer = await (await browser.newContext()).newPage();
  await signIn(developer, 'developer@demo.test');
  await developer.goto(url(`${project}/runs`));
  await expect(developer.getByRole('button', { name: 'Start a run' })).toHaveCount(0);
  await developer.goto(url(run));
  await expect(developer.getByText('This is decided by: Project manager.')).toBeVisible();
  await expect(developer.getByRole('button', { name: 'Approve', exact: true })).toHaveCount(0);
  await expect(developer.getByRole('button', { name: 'Cancel run' })).toHaveCount(0);

  // What the manager does is seen without loading the page again.
  await manager.getByRole('button', { name: 'Cancel run' }).click();
  await manager.getByRole('alertdialog').getByRole('button', { name: 'Cancel run' }).click();
  await expect(badge(developer, 'Cancelled')).toBeVisible();
  await expect(developer.getByText('This is decided by: Project manager.')).toHaveCount(0);

  const stranger = await (await browser.newContext()).newPage();
  await signIn(stranger, 'pm@other.test');
  await stranger.goto(url(run));
  await expect(stranger.getByText(`Gated ${id}`)).toHaveCount(0);
});

test('pages of runs are accessible and fit', async ({ page }) => {
  const id = `gated-${crypto.randomUUID().slice(0, 8)}`;
  await signIn(page, 'pm@demo.test');
  await saveBlueprint(page, gated(id));
  const project = await createProject(page, 'Runs to look at');
  const run = await start(page, project, id);
  await expect(page.getByRole('region', { name: 'Approve the draft' })).toBeVisible();
  const views = ['', '?view=steps', '?view=timeline', '?view=cost', '?step=review', '/compare'];
  for (const route of [`${project}/runs`, '/approvals', ...views.map((view) => `${run}${view}`)]) {
    await page.goto(url(route));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectGoodLooks(page);
  }
});
