import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

type Answer = { errors?: { message: string }[] };

/** Saves a blueprint for the organization `demo` as the person who is signed in on the page. */
export async function saveBlueprint(page: Page, definition: object): Promise<void> {
  const outputs = JSON.parse(readFileSync(process.env.FACTORY_OUTPUTS ?? 'amplify_outputs.json', 'utf8')) as {
    data: { url: string };
  };
  const cookies = await page.context().cookies();
  const token = cookies.find(({ name }) => name.endsWith('.accessToken'))?.value ?? '';
  const response = await fetch(outputs.data.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: token },
    body: JSON.stringify({
      query:
        'mutation Save($definition: AWSJSON!) { saveBlueprint(organization: "demo", definition: $definition) { version } }',
      variables: { definition: JSON.stringify(definition) },
    }),
  });
  const { errors } = (await response.json()) as Answer;
  if (errors?.[0]) throw new Error(`The blueprint was not saved: ${errors[0].message}`);
}
