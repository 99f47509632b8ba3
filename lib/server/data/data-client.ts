import 'server-only';
import { generateServerClientUsingCookies } from '@aws-amplify/adapter-nextjs/data';
import type { ResourcesConfig } from 'aws-amplify';
import { cookies } from 'next/headers';
import type { Schema } from '@/amplify/data/resource';
import { getAmplifyConfig } from '../config/amplify-config.ts';

export type ServerDataClient = ReturnType<typeof generateServerClientUsingCookies<Schema>>;

let current: { config: ResourcesConfig; client: ServerDataClient } | undefined;

/** The data client that speaks with the tokens of this request's cookies: AppSync decides what they may see. */
export async function getDataClient(): Promise<ServerDataClient> {
  const config = await getAmplifyConfig();
  if (current?.config === config) return current.client;
  const client = generateServerClientUsingCookies<Schema>({ config, cookies });
  current = { config, client };
  return client;
}
