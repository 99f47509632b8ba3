import { expect, type Page, test } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from './accessibility.ts';

const backend = (process.env.FACTORY_BACKEND ?? '').replace('127.0.0.1', 'localhost');
const inspector = (place = '') => `${backend}/_offline#/${place}`;
const unique = (name: string) => `${name}-${crypto.randomUUID().slice(0, 8)}`;

/** One call of an AWS API as the administrator. */
async function call<Answer>(target: string, operation: string, input: object): Promise<Answer> {
  const response = await fetch(`${backend}/_offline/call`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ target, operation, input }),
  });
  if (!response.ok) throw new Error(`${operation} was answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}
const dynamodb = <Answer>(operation: string, input: object) => call<Answer>('DynamoDB_20120810', operation, input);
const sqs = <Answer>(operation: string, input: object) => call<Answer>('AmazonSQS', operation, input);

async function createTable(name: string): Promise<void> {
  await dynamodb('CreateTable', {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  });
}
async function put(table: string, id: string, text: string): Promise<void> {
  await dynamodb('PutItem', { TableName: table, Item: { id: { S: id }, text: { S: text }, tags: { SS: ['a'] } } });
}
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });

test('by keyboard alone: from the overview to a table, an item changed and saved', async ({ page }) => {
  const table = unique('Notes');
  await createTable(table);
  await put(table, 'first', 'before');
  await page.goto(inspector());
  await expect(heading(page, 'Overview')).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('Tables');
  await expect(page.getByRole('option', { selected: true })).toContainText('Tables');
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Tables')).toBeFocused();

  await page.keyboard.press('Tab');
  await page.keyboard.type(table);
  await expect(page.getByRole('link', { name: table })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await expect(page.getByRole('link', { name: table })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(heading(page, table)).toBeFocused();

  await expect(page.getByRole('button', { name: 'first', exact: true })).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  const editor = page.getByRole('textbox', { name: 'Item', exact: true });
  await expect(editor).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText('{"id": "first", "text": "after", "tags": ["a", "b"]}');
  for (const name of ['Delete', 'Save as new', 'Save']) {
    await page.keyboard.press('Tab');
    await expect(page.getByRole('dialog').getByRole('button', { name, exact: true })).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  const { Item } = await dynamodb<{ Item: unknown }>('GetItem', { TableName: table, Key: { id: { S: 'first' } } });
  expect(Item).toEqual({ id: { S: 'first' }, text: { S: 'after' }, tags: { SS: ['a', 'b'] } });
  await page.keyboard.press('Escape');
  await expect(heading(page, 'Tables')).toBeFocused();
});

test('an item that somebody else changed meanwhile is not overwritten', async ({ page }) => {
  const table = unique('Notes');
  await createTable(table);
  await put(table, 'shared', 'as read');
  await page.goto(inspector(`tables/${table}`));
  await page.getByRole('button', { name: 'shared', exact: true }).click();
  await put(table, 'shared', 'of another');
  await page.getByRole('textbox', { name: 'Item', exact: true }).fill('{"id": "shared", "text": "mine"}');
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('changed or deleted meanwhile');
  const { Item } = await dynamodb<{ Item: object }>('GetItem', { TableName: table, Key: { id: { S: 'shared' } } });
  expect(Item).toMatchObject({ text: { S: 'of another' } });
});

test('hostile text is text', async ({ page }) => {
  const table = unique('Hostile');
  const text = '<img src=x onerror="document.title=\'taken\'"><script>document.title="taken"</script>';
  await createTable(table);
  await put(table, text, text);
  await sqs('CreateQueue', { QueueName: table });
  const { QueueUrl } = await sqs<{ QueueUrl: string }>('GetQueueUrl', { QueueName: table });
  await sqs('SendMessage', { QueueUrl, MessageBody: text });
  await call('AWSEvents', 'PutEvents', {
    Entries: [{ Source: text, DetailType: text, Detail: JSON.stringify({ text }) }],
  });

  for (const place of [`tables/${table}`, `queues/${table}`, 'events', `tables/${encodeURIComponent(text)}`]) {
    await page.goto('about:blank');
    await page.goto(inspector(place));
    await expect(page.locator('main')).not.toHaveAttribute('aria-busy', 'true');
    await expect(page.getByText('onerror').first()).toBeVisible();
    expect(await page.locator('main img, main script').count()).toBe(0);
    expect(await page.title()).not.toBe('taken');
  }
});

test('dead letters are looked at and moved back to where they came from', async ({ page }) => {
  const name = unique('orders');
  const dead = `${name}-dead`;
  const { QueueUrl: deadUrl } = await sqs<{ QueueUrl: string }>('CreateQueue', { QueueName: dead });
  const { Attributes } = await sqs<{ Attributes: { QueueArn: string } }>('GetQueueAttributes', {
    ...{ QueueUrl: deadUrl, AttributeNames: ['QueueArn'] },
  });
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: Attributes.QueueArn, maxReceiveCount: 1 });
  const { QueueUrl } = await sqs<{ QueueUrl: string }>('CreateQueue', {
    ...{ QueueName: name, Attributes: { RedrivePolicy, VisibilityTimeout: '0' } },
  });
  await sqs('SendMessage', { QueueUrl, MessageBody: 'try me again' });
  await sqs('ReceiveMessage', { QueueUrl });
  await sqs('ReceiveMessage', { QueueUrl });

  await page.goto(inspector(`queues/${dead}`));
  await expect(page.getByText('Dead letters come from')).toBeVisible();
  await page.getByRole('button', { name: 'Redrive' }).click();
  await expect(page.getByText('1 moved back.')).toBeVisible();
  const { Messages } = await sqs<{ Messages?: { Body: string }[] }>('ReceiveMessage', { QueueUrl });
  expect(Messages?.map(({ Body }) => Body)).toEqual(['try me again']);
});

test('other sites cannot use it: no frame, no request, no form', async ({ page }) => {
  await page.goto(inspector());
  await expect(heading(page, 'Overview')).toBeVisible();
  const elsewhere = await page.context().newPage();
  // The same machine by another name is another origin.
  await elsewhere.goto(`${backend.replace('localhost', '127.0.0.1')}/_offline/health`);
  const blocked = await elsewhere.evaluate(async (url) => {
    const options = { method: 'POST', mode: 'no-cors', body: '{}' } as const;
    const [read, sent] = await Promise.allSettled([
      fetch(`${url}/_offline/status`),
      fetch(`${url}/_offline/call`, options),
    ]);
    return [read.status, sent.status === 'fulfilled' ? sent.value.type : sent.status];
  }, backend);
  expect(blocked[0]).toBe('rejected');
  expect(blocked[1]).not.toBe('basic');
});

test('light or dark follows the system until one chooses, and the choice stays', async ({ browser }) => {
  const page = await (await browser.newContext({ colorScheme: 'dark' })).newPage();
  await page.goto(inspector());
  const html = page.locator('html');
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('button', { name: 'Light or dark' }).click();
  await expect(html).toHaveAttribute('data-theme', 'light');
  await page.reload();
  await expect(html).toHaveAttribute('data-theme', 'light');
});

const PLACES = [
  '',
  'resources',
  'resources?as=list',
  'tables',
  'queues',
  'events',
  'functions',
  'traces',
  'graphql',
  'mailbox',
];
const MORE = ['users', 'buckets', 'logs', 'metrics'];

for (const colorScheme of ['light', 'dark'] as const) {
  test(`its sections are accessible and fit: ${colorScheme}`, async ({ browser }) => {
    const page = await (await browser.newContext({ colorScheme, reducedMotion: 'reduce' })).newPage();
    for (const place of [...PLACES, ...MORE]) {
      await page.goto('about:blank');
      await page.goto(inspector(place));
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      for (const width of [360, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      }
    }
  });
}
