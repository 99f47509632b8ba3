import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  CreateUserPoolCommand,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, ParameterNotFound, PutParameterCommand } from '@aws-sdk/client-ssm';
import type { Clients } from '../clients.ts';
import { type Actor, Ambiguous, type Step } from './actor.ts';

/** What is set and stays: parameters, secrets, people. */
export function settings(name: string): Actor {
  const values = new Ambiguous<string>();
  const people: string[] = [];
  let pool: string | undefined;
  let hasSecret = false;
  let count = 0;

  const setParameter = async ({ clients }: Step, Value: string) => {
    values.begin('parameter', Value);
    await clients.ssm.send(new PutParameterCommand({ Name: `/${name}`, Value, Type: 'String', Overwrite: true }));
    values.acknowledge('parameter', Value);
  };
  const setSecret = async ({ clients }: Step, SecretString: string) => {
    values.begin('secret', SecretString);
    if (hasSecret) await clients.secrets.send(new PutSecretValueCommand({ SecretId: name, SecretString }));
    else await clients.secrets.send(new CreateSecretCommand({ Name: name, SecretString }));
    hasSecret = true;
    values.acknowledge('secret', SecretString);
  };
  const addPerson = async ({ clients }: Step, value: string) => {
    pool ??= (await clients.cognito.send(new CreateUserPoolCommand({ PoolName: name }))).UserPool?.Id;
    await clients.cognito.send(
      new AdminCreateUserCommand({ UserPoolId: pool, Username: value, MessageAction: 'SUPPRESS' }),
    );
    people.push(value);
  };
  const kinds = [setParameter, setSecret, addPerson];

  const checkPeople = async ({ cognito }: Clients) => {
    const missing: string[] = [];
    for (const Username of people.slice(-20)) {
      try {
        await cognito.send(new AdminGetUserCommand({ UserPoolId: pool, Username }));
      } catch (error) {
        if (!(error instanceof UserNotFoundException)) throw error;
        missing.push(`the user ${Username} was acknowledged and is gone`);
      }
    }
    return missing;
  };

  return {
    name,
    async step(step) {
      count += 1;
      await (kinds[Math.floor(step.random() * kinds.length)] ?? setParameter)(step, `${name}-${count}`);
    },
    async check(clients) {
      const parameter = await found(
        async () => (await clients.ssm.send(new GetParameterCommand({ Name: `/${name}` }))).Parameter?.Value,
        ParameterNotFound,
      );
      const secret = await found(
        async () => (await clients.secrets.send(new GetSecretValueCommand({ SecretId: name }))).SecretString,
        ResourceNotFoundException,
      );
      hasSecret = secret !== undefined;
      return [
        values.settle('parameter', parameter),
        values.settle('secret', secret),
        ...(await checkPeople(clients)),
      ].filter((problem) => problem !== undefined);
    },
  };
}

async function found(
  read: () => Promise<string | undefined>,
  missing: new (...args: never[]) => Error,
): Promise<string | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof missing) return undefined;
    throw error;
  }
}
