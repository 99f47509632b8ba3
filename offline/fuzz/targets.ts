import * as appsync from '@aws-sdk/client-appsync';
import * as agentRuntime from '@aws-sdk/client-bedrock-agent-runtime';
import * as agentCore from '@aws-sdk/client-bedrock-agentcore';
import * as bedrock from '@aws-sdk/client-bedrock-runtime';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as identity from '@aws-sdk/client-cognito-identity';
import * as cognito from '@aws-sdk/client-cognito-identity-provider';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as streams from '@aws-sdk/client-dynamodb-streams';
import * as events from '@aws-sdk/client-eventbridge';
import * as lambda from '@aws-sdk/client-lambda';
import * as s3 from '@aws-sdk/client-s3';
import * as scheduler from '@aws-sdk/client-scheduler';
import * as secrets from '@aws-sdk/client-secrets-manager';
import * as sqs from '@aws-sdk/client-sqs';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import { NormalizedSchema } from '@smithy/core/schema';

type Command = { readonly schema?: readonly unknown[] };
type Client = { send(command: object, options: { abortSignal: AbortSignal }): Promise<unknown>; destroy(): void };
type Configuration = Record<string, unknown>;

export type FuzzedOperation = {
  readonly name: string;
  /** The stock client's schema of the input. */
  readonly schema: unknown;
  send(input: object, signal: AbortSignal): Promise<unknown>;
};
export type FuzzedService = { readonly name: string; readonly operations: readonly FuzzedOperation[]; close(): void };

const PACKAGES: Readonly<Record<string, Record<string, unknown>>> = {
  ...{ dynamodb, streams, s3, sqs, events, scheduler, lambda, ssm, secrets, sts, cognito, identity },
  ...{ cloudwatch, logs, appsync, bedrock, agentRuntime, agentCore },
};

/** Every operation of the stock clients, whether the backend has it or not. */
export function fuzzedServices(configuration: Configuration): FuzzedService[] {
  return Object.entries(PACKAGES).map(([name, members]) => {
    const clientClass = Object.entries(members).find(([key]) => /^\w+Client$/.test(key) && !key.startsWith('__'))?.[1];
    const client = new (clientClass as new (configuration: Configuration) => Client)(configuration);
    const operations = Object.entries(members)
      .filter(([key]) => key.endsWith('Command') && !key.startsWith('$'))
      .flatMap(([key, value]) => {
        const commandClass = value as new (input: object) => Command;
        const schema = new commandClass({}).schema?.[4];
        // A request that is itself an event stream is nothing that a value could be made for.
        return schema === undefined || NormalizedSchema.of(schema as never).getEventStreamMember() !== ''
          ? []
          : [
              {
                name: key.replace(/Command$/, ''),
                schema,
                send: (input: object, abortSignal: AbortSignal) =>
                  client.send(new commandClass(input), { abortSignal }),
              },
            ];
      });
    return {
      name,
      operations,
      close: () => {
        client.destroy();
      },
    };
  });
}
