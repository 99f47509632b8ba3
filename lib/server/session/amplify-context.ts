import 'server-only';
import { createServerRunner } from '@aws-amplify/adapter-nextjs';
import type { ResourcesConfig } from 'aws-amplify';
import { fetchAuthSession } from 'aws-amplify/auth/server';
import { ConsoleLogger } from 'aws-amplify/utils';
import { cookies } from 'next/headers';
import { getAmplifyConfig } from '../config/amplify-config.ts';

// Else every request warns of the endpoint that the environment names on purpose.
ConsoleLogger.LOG_LEVEL = 'ERROR';

type Runner = ReturnType<typeof createServerRunner>['runWithAmplifyServerContext'];
export type AuthTokens = NonNullable<Awaited<ReturnType<typeof fetchAuthSession>>['tokens']>;

// The runner keeps the verifier with its signing keys, so it is kept as long as the pool stays the same.
let current: { config: ResourcesConfig; run: Runner } | undefined;

function runnerFor(config: ResourcesConfig): Runner {
  if (current?.config === config) return current.run;
  const { runWithAmplifyServerContext } = createServerRunner({ config });
  current = { config, run: runWithAmplifyServerContext };
  return runWithAmplifyServerContext;
}

/** The verified tokens in this request's cookies, refreshed if need be; undefined where nobody is signed in. */
export async function getAuthTokens(): Promise<AuthTokens | undefined> {
  const run = runnerFor(await getAmplifyConfig());
  const session = await run({ nextServerContext: { cookies }, operation: (context) => fetchAuthSession(context) });
  return session.tokens;
}
