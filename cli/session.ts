import { Amplify } from 'aws-amplify';
import { fetchAuthSession, signIn, signOut } from 'aws-amplify/auth';
import { ConsoleLogger, parseAmplifyConfig } from 'aws-amplify/utils';
import { z } from 'zod';
import type { Backend } from './backend.ts';
import { CommandError } from './errors.ts';

const DEMO_PASSWORD = 'Factory-demo-1';

/** A signed-in person. */
export type Session = {
  user: string;
  accessToken(): Promise<string>;
  /** Runs an operation; `shape` says what its `data` must look like. @throws CommandError with the API's message. */
  graphql<Data>(shape: z.ZodType<Data>, query: string, variables?: Record<string, unknown>): Promise<Data>;
};

/**
 * Signs in by SRP with the stock client. The password comes from FACTORY_PASSWORD; on a backend of this machine the
 * demo's is taken where none is given.
 */
export async function openSession({ outputs, origin }: Backend, user: string): Promise<Session> {
  const password = process.env.FACTORY_PASSWORD ?? (origin === undefined ? undefined : DEMO_PASSWORD);
  if (password === undefined) {
    throw new CommandError('No password is given.', 'Set FACTORY_PASSWORD to the password of the account.');
  }
  // It would warn of an endpoint on this machine in the middle of a command's output.
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  const config = parseAmplifyConfig(outputs);
  const cognito = config.Auth?.Cognito;
  const endpoint = process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER ?? origin;
  if (cognito && endpoint !== undefined)
    Object.assign(cognito, { userPoolEndpoint: endpoint, identityPoolEndpoint: endpoint });
  Amplify.configure(config);
  try {
    await signOut();
    const { isSignedIn, nextStep } = await signIn({ username: user, password });
    if (!isSignedIn) {
      throw new CommandError(
        `${user} cannot sign in here: the account asks for ${nextStep.signInStep}.`,
        'Sign in once in the browser, or use an account without a second factor.',
      );
    }
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`${user} cannot sign in: ${reason}`, 'Check --user and FACTORY_PASSWORD.', error);
  }
  const accessToken = async () => {
    const { tokens } = await fetchAuthSession();
    if (!tokens) throw new CommandError('The session has ended.', 'Run the command again.');
    return tokens.accessToken.toString();
  };
  return {
    user,
    accessToken,
    async graphql(shape, query, variables = {}) {
      const response = await fetch(outputs.data.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: await accessToken() },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = answer.parse(await response.json());
      const [first] = errors ?? [];
      if (first)
        throw new CommandError(
          first.message,
          remedies[first.errorType ?? ''] ?? 'Try again; `doctor` checks the set-up.',
        );
      return shape.parse(data);
    },
  };
}

const answer = z.looseObject({
  data: z.unknown().optional(),
  errors: z.array(z.looseObject({ message: z.string(), errorType: z.string().optional() })).optional(),
});

const remedies: Readonly<Record<string, string>> = {
  Unauthorized: 'Use an account whose role may do this: --user EMAIL.',
  NotFound: 'Check the id, and that it belongs to your organization.',
  ValidationError: 'Correct the input and run the command again.',
  Throttled: 'Wait a moment and run the command again.',
};
