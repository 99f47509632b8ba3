import { z } from 'zod';
import type { Cancel } from '../../kernel/clock.ts';
import { ServiceError } from '../../kernel/errors.ts';
import type { InvokeInput, InvokeResult } from '../../kernel/ports.ts';
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

const PATIENCE_MS = 5000;
const MOST_ATTEMPTS = 3;
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
  const { payload, functionError } = await invoke(state, call, {
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
  if (!parsed.success) throw unrecognizable();
  return parsed.data.response;
}

const unrecognizable = () => new ServiceError('InvalidLambdaResponseException', 'Unrecognizable lambda output');

/**
 * A trigger's response in the shape that Cognito understands; a pool without the trigger gives an empty one.
 * @throws ServiceError InvalidLambdaResponseException
 */
export function readResponse<Shape>(schema: z.ZodType<Shape>, response: Record<string, unknown> | undefined): Shape {
  const parsed = schema.safeParse(response ?? {});
  if (!parsed.success) throw unrecognizable();
  return parsed.data;
}

/** A trigger has five seconds, and three attempts in all. */
async function invoke(state: CognitoState, { trigger }: TriggerCall, input: InvokeInput): Promise<InvokeResult> {
  const { bus, clock } = state.context;
  const lambda = bus.find('lambda');
  if (!lambda) throw unexpected(trigger, 'no functions run here');
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    let cancel: Cancel | undefined;
    const patience = new Promise<undefined>((resolve) => {
      cancel = clock.after(PATIENCE_MS, () => {
        resolve(undefined);
      });
    });
    try {
      const result = await Promise.race([lambda.invoke(input), patience]);
      if (result) return result;
    } catch (error) {
      if (error instanceof ServiceError) throw unexpected(trigger, error.code);
      throw error;
    } finally {
      cancel?.();
    }
  }
  throw unexpected(trigger, 'the function did not answer within 5 seconds');
}

const unexpected = (trigger: TriggerName, reason: string) =>
  new ServiceError('UnexpectedLambdaException', `${trigger} invocation failed due to error ${reason}.`);

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
