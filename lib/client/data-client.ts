'use client';

import { configureAmplify } from './amplify.ts';
import type { DataClient } from './generated-data-client.ts';

export type { DataClient } from './generated-data-client.ts';

let loading: Promise<DataClient> | undefined;

async function load(): Promise<DataClient> {
  await configureAmplify();
  const { dataClient } = await import('./generated-data-client.ts');
  return dataClient;
}

/** The browser's data client. Loaded on first use, after the page is already there with the server's data. */
export function loadDataClient(): Promise<DataClient> {
  loading ??= load();
  return loading;
}
