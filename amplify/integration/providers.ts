import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { administrator, outputs } from './people.ts';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient(administrator));
const lambda = new LambdaClient(administrator);
const { worker, agentMessageHandler } = outputs.custom.functionNames;

/** What the model answers from now on, in the order of the replies. */
export async function scriptModel(...replies: object[]): Promise<void> {
  const body = JSON.stringify({ replies });
  const response = await fetch(`${administrator.endpoint}/_offline/model-script`, { method: 'PUT', body });
  if (!response.ok) throw new Error(`The script was refused: ${await response.text()}`);
}

const scriptSchema = z.object({ replies: z.array(z.object({ answered: z.number() })) });

/** How many calls the replies of the script have answered, in all. */
export async function answeredByModel(): Promise<number> {
  const response = await fetch(`${administrator.endpoint}/_offline/model-script`);
  return scriptSchema.parse(await response.json()).replies.reduce((sum, { answered }) => sum + answered, 0);
}

/** Has an agent think elsewhere, as an administrator would, for every function from now on. */
export async function setProvider(agentId: string, provider: string, config?: object): Promise<void> {
  await documents.send(
    new UpdateCommand({
      TableName: outputs.custom.tableNames.Agent,
      Key: { agentId },
      UpdateExpression: 'SET provider = :provider, config = :config',
      ExpressionAttributeValues: { ':provider': provider, ':config': config ?? null },
    }),
  );
  for (const name of [worker, agentMessageHandler]) await renew(name);
}

async function variables(FunctionName = worker): Promise<Record<string, string>> {
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  return Environment?.Variables ?? {};
}

/** Functions remember for a minute where an agent thinks; with a changed environment they begin anew. */
async function renew(FunctionName: string | undefined): Promise<void> {
  const Variables = { ...(await variables(FunctionName)), REVISION: crypto.randomUUID() };
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
}

/** The table in which workers share their breakers. */
export async function breakerTable(): Promise<string> {
  const { BREAKER_TABLE } = await variables();
  if (!BREAKER_TABLE) throw new Error('The worker has no table of breakers.');
  return BREAKER_TABLE;
}

const breakerSchema = z.object({ version: z.number(), state: z.looseObject({ phase: z.string() }) });

/** A breaker as the workers share it. */
export async function breakerOf(key: string) {
  const { Item } = await documents.send(new GetCommand({ TableName: await breakerTable(), Key: { key } }));
  return Item ? breakerSchema.parse(Item) : undefined;
}

/** Sets the state of a breaker: its pause passes without anybody waiting for it. */
export async function putBreaker(key: string, state: object): Promise<void> {
  const version = ((await breakerOf(key))?.version ?? 0) + 1;
  await documents.send(new PutCommand({ TableName: await breakerTable(), Item: { key, state, version } }));
}
