import { expect, type Page, test } from '@playwright/test';
import { expectAccessible, expectGoodLooks } from './accessibility.ts';
import { saveBlueprint } from './blueprints.ts';
import { createProject, signIn, url } from './people.ts';

const uniqueId = () => `drawn-${crypto.randomUUID().slice(0, 8)}`;

const definition = (id: string) => ({
  ...{ schemaVersion: 1, id, name: `Drawn ${id}`, version: 1 },
  inputs: { list: { type: 'array', description: 'Elements', required: true } },
  steps: [
    { id: 'parse', title: 'Parse', agent: 'probe', task: 'echo', inputs: { value: { from: 'run.input.list' } } },
    {
      ...{ id: 'content', title: 'Content', agent: 'probe', task: 'echo' },
      inputs: { value: { from: 'item' } },
      forEach: { from: 'steps.parse.output.value' },
    },
  ],
});

async function addStep(page: Page, title: string): Promise<void> {
  await page.getByRole('toolbar').getByRole('button', { name: 'Add step' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Echo' }).click();
  await page.getByLabel('Title', { exact: true }).fill(title);
}

/** Opens the editor with something new, and waits until it answers. */
async function openNew(page: Page, query = ''): Promise<void> {
  await page.goto(url(`/blueprints/new${query}`));
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
}

const issues = (page: Page) => page.locator('section').filter({ has: page.getByRole('heading', { name: 'Issues' }) });

test('a blueprint is drawn without dragging, saved, changed, and an older version restored', async ({ page }) => {
  const id = uniqueId();
  await signIn(page, 'pm@demo.test');
  await page.goto(url('/'));
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await page.waitForURL(url('/blueprints'));
  await expect(page.getByRole('link', { name: 'Transformation' })).toBeVisible();
  await page.getByRole('link', { name: 'New blueprint' }).click();

  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await page.getByLabel('Name', { exact: true }).fill('Two echoes');
  await page.getByLabel('ID', { exact: true }).fill(id);
  await addStep(page, 'First');
  await addStep(page, 'Second');
  await page.getByRole('button', { name: 'Show as list' }).click();

  await page.getByRole('button', { name: 'Connect Second' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('From step').selectOption({ label: 'First' });
  await dialog.getByLabel('Into').selectOption('value');
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByLabel('Path for value')).toHaveValue(/^steps\.echo\.output/);
  await expect(page.getByRole('row', { name: /^Second/ })).toContainText('echo');

  // What is wrong is said while it is typed, leads to its field, and is taken back.
  await page.getByLabel('Path for value').fill('steps.nowhere.output');
  await expect(page.getByText('There is no step "nowhere".').first()).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Not saved: 1 issue is to be mended first.')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Nothing is wrong with this blueprint.')).toBeVisible();
  await page.keyboard.press('Control+Shift+z');
  await expect(page.getByText('There is no step "nowhere".').first()).toBeVisible();
  await page.keyboard.press('Control+z');
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Projects' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stay' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(url(`/blueprints/${id}`));
  await expect(page.getByText('Version 1', { exact: true }).first()).toBeVisible();

  await page.getByRole('toolbar').getByRole('button', { name: 'Settings' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Renamed');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Version 2' })).toBeVisible();
  await page.getByRole('link', { name: 'Version 1' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Two echoes' })).toBeVisible();
  await page.getByRole('button', { name: 'Restore as new version' }).click();
  await expect(page.getByRole('link', { name: 'Version 3' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Two echoes' })).toBeVisible();
});

test('steps are joined by a line on the canvas, and taken apart by key', async ({ page }) => {
  await signIn(page, 'pm@demo.test');
  await openNew(page);
  await addStep(page, 'First');
  await addStep(page, 'Second');
  const node = (title: string) => page.getByRole('group', { name: `Step ${title}` });
  await node('First').locator('.source').dragTo(node('Second').locator('.target'));
  const dialog = page.getByRole('dialog', { name: 'Connect to Second' });
  await dialog.getByLabel('Into').selectOption('');
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
  const line = page.locator('.react-flow__edge');
  await expect(line).toHaveCount(1);
  await node('First').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Delete');
  await expect(node('First')).toHaveCount(0);
  await expect(line).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(line).toHaveCount(1);
});

test('JSON goes in and out, and what cannot run is refused with its place', async ({ page }) => {
  await signIn(page, 'pm@demo.test');
  await openNew(page);
  const importText = async (text: string) => {
    await page.getByRole('toolbar').getByRole('button', { name: 'Import' }).click();
    await page.getByLabel('Or paste JSON').fill(text);
    await page.getByRole('dialog').getByRole('button', { name: 'Import' }).click();
  };
  const whole = definition('imported');
  await importText(JSON.stringify({ ...whole, steps: [{ ...whole.steps[0], agent: 'nobody' }] }));
  await expect(page.getByRole('alert').getByText('steps[0].agent')).toBeVisible();
  await page.getByLabel('Or paste JSON').fill(JSON.stringify(whole));
  await page.getByRole('dialog').getByRole('button', { name: 'Import' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Drawn imported' })).toBeVisible();
  await expect(issues(page).getByText('Can run')).toBeVisible();

  const download = page.waitForEvent('download');
  await page.getByRole('toolbar').getByRole('button', { name: 'Export' }).click();
  expect((await download).suggestedFilename()).toBe('imported.json');

  await page.getByRole('toolbar').getByRole('button', { name: 'Dry run' }).click();
  const dialog = page.getByRole('dialog', { name: 'Dry run' });
  await dialog.getByLabel(/^list/).fill('["a", "b"]');
  await expect(dialog.getByText('value: ["a","b"]')).toBeVisible();
  await expect(dialog.getByText('at most 100 branches')).toBeVisible();
  await expectAccessible(page);
});

test('a blueprint of the same id as a built-in one is refused where its id stands', async ({ page }) => {
  await signIn(page, 'pm@demo.test');
  await openNew(page, '?from=transformation');
  await page.getByLabel('ID', { exact: true }).fill('transformation');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(issues(page).getByText(/is a built-in blueprint's/)).toBeVisible();
});

test('a blueprint is put to use: the dialog that starts a run in a project has it chosen', async ({ page }) => {
  const id = uniqueId();
  await signIn(page, 'pm@demo.test');
  await saveBlueprint(page, definition(id));
  const name = `Uses ${id}`;
  const project = await createProject(page, name);
  await page.goto(url(`/blueprints/${id}`));
  await page.getByRole('button', { name: 'Use', exact: true }).click();
  await page.getByRole('dialog').getByRole('link', { name }).click();
  const dialog = page.getByRole('dialog', { name: 'Start a run' });
  await expect(dialog.getByLabel('Blueprint')).toHaveValue(id);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page).toHaveURL(url(`${project}/runs`));
});

test('by keyboard alone, in the list: two steps are added, joined, and taken back', async ({ page }) => {
  await signIn(page, 'pm@demo.test');
  await openNew(page);
  const press = async (role: 'button' | 'link', name: string) => {
    await page.getByRole(role, { name, exact: true }).first().focus();
    await page.keyboard.press('Enter');
  };
  for (const title of ['First', 'Second']) {
    await press('button', 'Add step');
    const task = page.getByRole('dialog').getByRole('button', { name: 'Echo' });
    await expect(task).toBeVisible();
    while (!(await task.evaluate((element) => element === document.activeElement))) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('Title', { exact: true })).toBeFocused();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(title);
  }
  await press('button', 'Show as list');
  await press('button', 'Connect Second');
  const dialog = page.getByRole('dialog', { name: 'Connect to Second' });
  await expect(dialog.getByLabel('From step')).toBeVisible();
  const submit = dialog.getByRole('button', { name: 'Connect', exact: true });
  while (!(await submit.evaluate((element) => element === document.activeElement))) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('[data-field="inputs.value"] select')).toBeFocused();
  const second = page.getByRole('row', { name: /^Second/ });
  await expect(second.getByRole('cell').nth(1)).toHaveText('echo');
  await page.keyboard.press('Control+z');
  await expect(second.getByRole('cell').nth(1)).toHaveText('–');
});

test('a developer looks and changes nothing; another organization sees nothing', async ({ browser }) => {
  const id = uniqueId();
  const manager = await (await browser.newContext()).newPage();
  await signIn(manager, 'pm@demo.test');
  await saveBlueprint(manager, definition(id));

  const developer = await (await browser.newContext()).newPage();
  await signIn(developer, 'developer@demo.test');
  await developer.goto(url(`/blueprints/${id}`));
  await expect(developer.getByRole('heading', { level: 1, name: `Drawn ${id}` })).toBeVisible();
  await expect(developer.getByRole('button', { name: 'Save' })).toHaveCount(0);
  await expect(developer.getByRole('button', { name: 'Add step' })).toHaveCount(0);
  await expect(developer.getByRole('button', { name: 'Use', exact: true })).toHaveCount(0);
  await developer.goto(url('/blueprints/new'));
  await expect(developer.getByRole('heading', { name: 'Your role does not reach this page' })).toBeVisible();

  const stranger = await (await browser.newContext()).newPage();
  await signIn(stranger, 'pm@other.test');
  await stranger.goto(url(`/blueprints/${id}`));
  await expect(stranger.getByText(`Drawn ${id}`)).toHaveCount(0);
});

for (const width of [360, 1440]) {
  test(`pages of blueprints are accessible and fit: ${width} px`, async ({ page }) => {
    await signIn(page, 'pm@demo.test');
    await page.setViewportSize({ width, height: 900 });
    for (const route of ['/blueprints', '/blueprints/transformation', '/blueprints/new?from=transformation']) {
      await page.goto(url(route));
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      if (route !== '/blueprints') {
        await (width < 768
          ? page.getByRole('button', { name: 'Design', exact: true })
          : page.getByRole('group', { name: 'Step Design' })
        ).click();
        await expect(page.getByRole('region', { name: 'Step Design' })).toBeVisible();
      }
      await expectGoodLooks(page, [width]);
    }
  });
}
