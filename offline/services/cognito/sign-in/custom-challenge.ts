import { z } from 'zod';
import { ServiceError } from '../../../kernel/errors.ts';
import { invalidParameter, wrongPassword } from '../faults.ts';
import { readResponse, runTrigger, type TriggerName, triggerAttributes } from '../triggers.ts';
import { refuseUnready } from './after-password.ts';
import { type ChallengeResult, openSession, type SignInSession } from './sessions.ts';
import { type AuthAnswer, completeSignIn, type SignIn } from './sign-in.ts';
import { srpChallenge } from './srp-challenge.ts';

const strings = z.record(z.string(), z.string());
const defined = z.object({
  challengeName: z.string().nullish(),
  issueTokens: z.boolean().nullish(),
  failAuthentication: z.boolean().nullish(),
});
const created = z.object({
  publicChallengeParameters: strings.nullish(),
  privateChallengeParameters: strings.nullish(),
  challengeMetadata: z.string().nullish(),
});
const verified = z.object({ answerCorrect: z.boolean().nullish() });

/** Asks the DefineAuthChallenge trigger what comes next in a CUSTOM_AUTH sign-in, and does it. */
export async function nextCustomStep(signIn: SignIn, history: ChallengeResult[], srpA?: string): Promise<AuthAnswer> {
  const { state, pool, client, user } = signIn;
  const next = readResponse(
    defined,
    await run(signIn, 'DefineAuthChallenge', { session: history, userNotFound: false }),
  );
  if (next.failAuthentication) throw wrongPassword();
  if (next.issueTokens) {
    refuseUnready(signIn);
    return completeSignIn(signIn);
  }
  const custom = { history, privateParameters: {}, metadata: null, ...(srpA !== undefined && { srpA }) };
  switch (next.challengeName ?? '') {
    case 'PASSWORD_VERIFIER':
      if (srpA === undefined) throw invalidParameter('Missing required parameter SRP_A');
      return srpChallenge(state, { pool, client, user, name: user.username, A: srpA, custom, withSession: true });
    case 'CUSTOM_CHALLENGE':
      return createChallenge(signIn, custom);
    default:
      throw new ServiceError('InvalidLambdaResponseException', 'DefineAuthChallenge names no challenge that is known');
  }
}

/** Lets the VerifyAuthChallengeResponse trigger judge an answer, then goes on. */
export async function answerCustomChallenge(
  signIn: SignIn,
  custom: NonNullable<SignInSession['custom']>,
  answer: string,
): Promise<AuthAnswer> {
  const { answerCorrect } = readResponse(
    verified,
    await run(signIn, 'VerifyAuthChallengeResponse', {
      privateChallengeParameters: custom.privateParameters,
      challengeAnswer: answer,
      userNotFound: false,
    }),
  );
  const result = {
    challengeName: 'CUSTOM_CHALLENGE',
    challengeResult: answerCorrect ?? false,
    challengeMetadata: custom.metadata,
  };
  return nextCustomStep(signIn, [...custom.history, result], custom.srpA);
}

async function createChallenge(signIn: SignIn, custom: NonNullable<SignInSession['custom']>): Promise<AuthAnswer> {
  const { state, client, user } = signIn;
  const challenge = readResponse(
    created,
    await run(signIn, 'CreateAuthChallenge', {
      challengeName: 'CUSTOM_CHALLENGE',
      session: custom.history,
      userNotFound: false,
    }),
  );
  return {
    ChallengeName: 'CUSTOM_CHALLENGE',
    ChallengeParameters: { USERNAME: user.username, ...challenge.publicChallengeParameters },
    Session: openSession(state, client, {
      username: user.username,
      challenge: 'CUSTOM_CHALLENGE',
      custom: {
        ...custom,
        privateParameters: challenge.privateChallengeParameters ?? {},
        metadata: challenge.challengeMetadata ?? null,
      },
    }),
  };
}

async function run(signIn: SignIn, trigger: TriggerName, request: Record<string, unknown>) {
  const { state, pool, client, user, clientMetadata } = signIn;
  const response = await runTrigger(state, {
    pool,
    client,
    trigger,
    source: `${trigger}_Authentication`,
    userName: user.username,
    request: { userAttributes: triggerAttributes(user), ...request, ...(clientMetadata && { clientMetadata }) },
    response: {},
  });
  if (!response) throw invalidParameter('Custom auth lambda trigger is not configured for the user pool.');
  return response;
}
