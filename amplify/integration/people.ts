import { readFileSync } from 'node:fs';
import { Amplify } from 'aws-amplify';
import { fetchAuthSession, signIn, signOut } from 'aws-amplify/auth';
import { ConsoleLogger, parseAmplifyConfig } from 'aws-amplify/utils';
import { inject } from 'vitest';
import { z } from 'zod';

/** What `scripts/integration-backend.ts` provides. */
declare module 'vitest' {
  export interface ProvidedContext {
    backend: { endpoint: string; port: number; outputsFile: string; dataFolder: string };
  }
}

const outputsSchema = z.looseObject({
  auth: z.looseObject({ user_pool_id: z.string(), user_pool_client_id: z.string(), aws_region: z.string() }),
  data: z.looseObject({ url: z.string() }),
  custom: z.looseObject({
    busName: z.string(),
    bucketName: z.string(),
    tableNames: z.record(z.string(), z.string()),
    functionNames: z.record(z.string(), z.string()),
    deadLetterUrls: z.record(z.string(), z.string()),
    deadLetterTable: z.string(),
  }),
});

/** What the backend of this test run wrote. */
export const outputs = outputsSchema.parse(JSON.parse(readFileSync(inject('backend').outputsFile, 'utf8')));

/** Configuration of a stock SDK client: the administrator of the account. */
export const administrator = {
  endpoint: inject('backend').endpoint,
  region: outputs.auth.aws_region,
  credentials: { accessKeyId: 'offline', secretAccessKey: 'offline' },
};

export const demoPassword = 'Factory-demo-1';

/** Points the stock client at the backend. */
function configure(): void {
  // It warns of every endpoint that is not AWS's own.
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  const config = parseAmplifyConfig(outputs);
  const cognito = config.Auth?.Cognito;
  const { endpoint } = inject('backend');
  if (cognito) Object.assign(cognito, { userPoolEndpoint: endpoint, identityPoolEndpoint: endpoint });
  Amplify.configure(config);
}

export type Person = { email: string; accessToken: string; idToken: string };

/** Signs in by SRP through the stock client and gives the tokens. */
export async function personOf(email: string, password = demoPassword): Promise<Person> {
  configure();
  await signOut();
  await signIn({ username: email, password });
  const { tokens } = await fetchAuthSession();
  if (!tokens?.idToken) throw new Error(`${email} has no tokens`);
  return { email, accessToken: tokens.accessToken.toString(), idToken: tokens.idToken.toString() };
}

const answerSchema = z.looseObject({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.looseObject({
        message: z.string(),
        errorType: z.string().nullish(),
        errorInfo: z.record(z.string(), z.unknown()).nullish(),
      }),
    )
    .optional(),
});
export type Answer = { status: number } & z.infer<typeof answerSchema>;

/** One GraphQL request as a person; `null` sends no token. */
export async function graphql(
  person: Pick<Person, 'accessToken'> | null,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer> {
  const response = await fetch(outputs.data.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(person && { authorization: person.accessToken }) },
    body: JSON.stringify({ query, variables }),
  });
  return answerOf(response);
}

/** What a response of the API says. */
export async function answerOf(response: Response): Promise<Answer> {
  return { status: response.status, ...answerSchema.parse(await response.json()) };
}

/** The one field of a request that must succeed, in the shape it must have. */
export async function ask<Shape>(
  person: Person,
  shape: z.ZodType<Shape>,
  query: string,
  variables?: Record<string, unknown>,
): Promise<Shape> {
  const { data, errors } = await graphql(person, query, variables);
  if (errors && errors.length > 0) throw new Error(`GraphQL: ${JSON.stringify(errors)}`);
  return shape.parse(Object.values(data ?? {})[0]);
}

const created = z.object({ id: z.string() });

/** A new project of the person's organization. */
export async function newProject(person: Person, organization: string, name: string): Promise<string> {
  const { id } = await ask(
    person,
    created,
    'mutation($input: CreateProjectInput!) { createProject(input: $input) { id organization name owner status currentModule createdAt updatedAt } }',
    { input: { organization, name } },
  );
  return id;
}
