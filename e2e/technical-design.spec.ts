import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { strToU8, zipSync } from 'fflate';
import { expectAccessible } from './accessibility.ts';
import { createProject, signIn, url } from './people.ts';

const template = (timeout: number) => `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
  CreateOrder:
    Type: AWS::Serverless::Function
    Properties:
      Handler: src/create.handler
      Runtime: nodejs24.x
      Timeout: ${timeout}
      Environment: { Variables: { TABLE: !Ref Orders } }
      Events:
        Post: { Type: Api, Properties: { Path: /orders, Method: post } }
`;
const code = `import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
const client = new DynamoDBClient({});
export const handler = async (event) => {
  await client.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { id: { S: event.body } } }));
};
`;

/** An archive of the source, with this timeout. */
const archive = (name: string, timeout: number) => ({
  name,
  mimeType: 'application/zip',
  buffer: Buffer.from(zipSync({ 'template.yaml': strToU8(template(timeout)), 'src/create.ts': strToU8(code) })),
});

async function upload(page: Page, project: string, file: ReturnType<typeof archive>): Promise<void> {
  await page.goto(url(`${project}/documents`));
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByRole('row').filter({ hasText: file.name }).getByText('Ready')).toBeVisible();
}

/** Answers the question that is asked, and waits for the next word of the agent. */
async function answer(page: Page, text: string): Promise<void> {
  const log = page.getByRole('log');
  const replies = () => log.getByText('Technical design agent', { exact: true }).count();
  const before = await replies();
  const composer = page.getByRole('textbox', { name: 'Message to the technical design agent' });
  // What is typed before the page is alive is lost.
  await expect(async () => {
    await composer.fill(text);
    await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeEnabled({ timeout: 1000 });
  }).toPass();
  await composer.press('Enter');
  // Once as it was said, and once more as it was understood.
  await expect(log.getByText(text, { exact: true }).first()).toBeVisible();
  await expect.poll(replies, { timeout: 60_000 }).toBeGreaterThan(before);
  await expect(log.getByText('The agent is thinking')).toHaveCount(0);
}

test('an architect uploads a source, answers three questions, approves, downloads, and sees what drifted', async ({
  browser,
}) => {
  test.setTimeout(600_000);
  const manager = await (await browser.newContext()).newPage();
  await signIn(manager, 'pm@demo.test');
  const project = await createProject(manager, 'A shop to be designed');
  const page = await (await browser.newContext()).newPage();
  await signIn(page, 'architect@demo.test');
  await upload(page, project, archive('shop.zip', 10));

  await page.goto(url(`${project}/runs?start=technical-design`));
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^source/).selectOption({ label: 'shop.zip' });
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  await page.waitForURL(/\/runs\/[^/]+$/);
  const run = new URL(page.url()).pathname;

  // The agent asks first, and only what the source does not say.
  await page.goto(url(`${project}/chat?agent=tech-design`));
  await expect(page.getByRole('log').getByText('3 questions are open')).toBeVisible();
  for (const text of ['20 requests per second', '300 USD a month', '7 years']) await answer(page, text);

  await page.goto(url(run));
  const gate = page.getByRole('region', { name: 'Approve the technical design' });
  await expect(gate.getByText('Executive summary').first()).toBeVisible({ timeout: 120_000 });
  await gate.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(page.locator('header').getByText('Completed', { exact: true })).toBeVisible();

  await page.goto(url(`${project}/design`));
  await expect(page.getByRole('heading', { name: 'Data model' }).first()).toBeVisible();
  await expectAccessible(page);
  const arriving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  await page.getByRole('menuitem', { name: 'design.pdf' }).click();
  const download = await arriving;
  expect(download.suggestedFilename()).toBe('design.pdf');
  const bytes = readFileSync(await download.path());
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(bytes.includes('/StructTreeRoot')).toBe(true);

  // Every claim about the source leads to a line that the source has.
  await page.goto(url(`${project}/design?view=claims`));
  const links = page.getByRole('table', { name: 'Claims and their sources' }).getByRole('link');
  await expect(links.first()).toBeVisible();
  const hrefs = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''));
  const places = [...new Set(hrefs.filter((href) => href.includes('line=')))];
  expect(places.length).toBeGreaterThan(3);
  for (const place of places) {
    await page.goto(url(place));
    await expect(page.locator('li[aria-current=location]')).toHaveCount(1);
  }

  await upload(page, project, archive('shop-2.zip', 30));
  await page.goto(url(`${project}/design?view=drift`));
  await page.getByLabel('Hold against').selectOption({ label: 'shop-2.zip' });
  await page.getByRole('button', { name: 'Check for drift' }).click();
  const entry = page.getByRole('listitem').filter({ hasText: 'Timeout of CreateOrder is 10 s' });
  await expect(entry.getByText('Changed')).toBeVisible({ timeout: 60_000 });
  await expect(entry.getByRole('link', { name: 'template.yaml:13' })).toBeVisible();
  await expect(entry.locator('ins')).toHaveText('30');
});

test('a developer reads a design and starts none; another organization sees nothing of it', async ({ browser }) => {
  const manager = await (await browser.newContext()).newPage();
  await signIn(manager, 'pm@demo.test');
  const project = await createProject(manager, 'A design to be read');
  const developer = await (await browser.newContext()).newPage();
  await signIn(developer, 'developer@demo.test');
  await developer.goto(url(`${project}/design`));
  await expect(developer.getByText('It appears here once a run')).toBeVisible();
  await expect(developer.getByRole('link', { name: 'Start a technical design' })).toHaveCount(0);
  const stranger = await (await browser.newContext()).newPage();
  await signIn(stranger, 'architect@other.test');
  await stranger.goto(url(`${project}/design`));
  await expect(stranger.getByText('A design to be read')).toHaveCount(0);
});
