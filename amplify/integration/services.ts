import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { type Credentials, createPostSigner } from '#lib/runtime/signing';
import { type Answer, administrator, answerOf, outputs } from './people.ts';

const lambda = new LambdaClient(administrator);
const sts = new STSClient(administrator);
const roles = new Map<string, Promise<Credentials>>();

/** Credentials of a function's role, as Lambda would hand them to it. */
async function openRole(name: string): Promise<Credentials> {
  const FunctionName = outputs.custom.functionNames[name];
  if (FunctionName === undefined) throw new Error(`There is no function ${name}.`);
  const { Role } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: Role, RoleSessionName: name }));
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
}

function credentialsOf(name: string): Promise<Credentials> {
  if (name === 'administrator') return Promise.resolve(administrator.credentials);
  const known = roles.get(name) ?? openRole(name);
  roles.set(name, known);
  return known;
}

/** One GraphQL request signed by a function's role (a key of `functionNames`), or by the account's administrator. */
export async function asService(name: string, query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
  const url = new URL(outputs.data.url);
  const body = JSON.stringify({ query, variables });
  const credentials = await credentialsOf(name);
  const headers = createPostSigner('appsync', url, { credentials: () => credentials })(
    { 'content-type': 'application/json' },
    body,
  );
  return answerOf(await fetch(url, { method: 'POST', headers, body }));
}
