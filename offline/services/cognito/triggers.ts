import { z } from 'zod';
import { ServiceError } from '../../kernel/errors.ts';
import type { Client, CognitoState, Pool } from './state.ts';
import { attributeList, type User } from './users.ts';

export type TriggerName =
  | 'PreSignUp'
  | 'CustomMessage'
  | 'PostConfirmation'
  | 'PreAuthentication'
  | 'PostAuthentication'
  | 'DefineAuthChallenge'
  | 'CreateAuthChallenge'
  | 'VerifyAuthChallengeResponse'
  | 'UserMigration'
  | 'PreTokenGeneration';

export type TriggerCall = {
  pool: Pool;
  client: Client | undefined;
  trigger: TriggerName;
  /** `PreSignUp_SignUp`, `TokenGeneration_Authentication`, … */
  source: string;
  userName: string;
  request: Record<string, unknown>;
  response: Record<string, unknown>;
};

const failure = z.object({ errorMessage: z.string() });
const answer = z.looseObject({ response: z.record(z.string(), z.unknown()) });

/** The function of a trigger with the version of its event, or undefined where the pool has none. */
export function triggerFunction(
  { settings }: Pool,
  trigger: TriggerName,
): { arn: string; version: string } | undefined {
  const { LambdaConfig } = settings;
  const config = LambdaConfig.PreTokenGenerationConfig;
  if (trigger === 'PreTokenGeneration' && config) {
    return { arn: config.LambdaArn, version: config.LambdaVersion.replace(/^V(\d).*$/, '$1') };
  }
  const arn = LambdaConfig[trigger];
  return arn === undefined ? undefined : { arn, version: '1' };
}

/**
 * Runs a trigger's function and gives its `response`, or undefined where the pool has no such trigger.
 * @throws ServiceError UserLambdaValidationException with the function's own words, InvalidLambdaResponseException,
 * UnexpectedLambdaException
 */
export async function runTrigger(state: CognitoState, call: TriggerCall): Promise<Record<string, unknown> | undefined> {
  const { pool, client, trigger } = call;
  const target = triggerFunction(pool, trigger);
  if (!target) return undefined;
  const lambda = state.context.bus.find('lambda');
  if (!lambda) throw new ServiceError('UnexpectedLambdaException', `${trigger} failed: no functions run here.`);
  const { payload, functionError } = await lambda.invoke({
    functionName: target.arn,
    principal: { kind: 'service', service: 'cognito-idp.amazonaws.com', sourceArn: pool.arn },
    payload: JSON.stringify({
      version: target.version,
      region: state.context.region,
      userPoolId: pool.id,
      userName: call.userName,
      callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: client?.id ?? 'CLIENT_ID_NOT_APPLICABLE' },
      triggerSource: call.source,
      request: call.request,
      response: call.response,
    }),
  });
  const output = parse(payload);
  if (functionError) {
    const told = failure.safeParse(output);
    const reason = told.success ? told.data.errorMessage : 'an unknown error';
    throw new ServiceError('UserLambdaValidationException', `${trigger} failed with error ${reason}.`);
  }
  const parsed = answer.safeParse(output);
  if (!parsed.success) throw new ServiceError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
  return parsed.data.response;
}

/** The attributes as triggers are given them. */
export function triggerAttributes(user: User): Record<string, string> {
  return {
    ...Object.fromEntries(attributeList(user).map(({ Name, Value }) => [Name, Value])),
    'cognito:user_status': user.status,
  };
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}
