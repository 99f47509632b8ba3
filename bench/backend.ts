import { readFileSync } from 'node:fs';
import { Amplify } from 'aws-amplify';
import { fetchAuthSession, signIn, signOut } from 'aws-amplify/auth';
import { parseAmplifyConfig } from 'aws-amplify/utils';
import { Children } from '../scripts/child-processes.ts';
import { ownStack } from '../scripts/own-stack.ts';
import { type StackOptions, seed, startOffline } from '../scripts/stack.ts';

export type BenchBackend = {
  url: string;
  /** Process id of the backend, to read its CPU time. */
  pid: number;
  token: string;
  outputs: { data: { url: string } };
  options: StackOptions;
  stop(): Promise<void>;
};

/** The offline backend with this app and the demo seed, and a project manager signed in. */
export async function startBenchBackend(): Promise<BenchBackend> {
  const children = new Children();
  const options = await ownStack('bench');
  const pid = await startOffline(children, options);
  await seed(children, options);
  const outputs = JSON.parse(readFileSync(options.outputsFile, 'utf8')) as BenchBackend['outputs'];
  const config = parseAmplifyConfig(outputs);
  const endpoint = `http://127.0.0.1:${options.offlinePort}`;
  const cognito = config.Auth?.Cognito;
  if (cognito) Object.assign(cognito, { userPoolEndpoint: endpoint, identityPoolEndpoint: endpoint });
  Amplify.configure(config);
  await signOut();
  await signIn({ username: 'pm@demo.test', password: 'Factory-demo-1' });
  const { tokens } = await fetchAuthSession();
  return {
    url: `${endpoint}/graphql`,
    pid,
    token: tokens?.accessToken.toString() ?? '',
    outputs,
    options,
    stop: () => children.stop(),
  };
}

/** One GraphQL request that must succeed. */
export async function request(
  { url, token }: Pick<BenchBackend, 'url' | 'token'>,
  query: string,
  variables: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: token },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Record<string, unknown>; errors?: unknown };
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data;
}

/** CPU seconds that a process and its threads have used (Linux). */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Resident memory of a process in MiB (Linux). */
export function residentMebibytes(pid: number): number {
  const [, kib = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) / 1024;
}
