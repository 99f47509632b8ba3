import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { agents } from '#lib/agents/registry';
import { demoOrganizations, demoPassword, demoUsers } from './demo.ts';
import { requireLocalEndpoint } from './local-endpoint.ts';

const outputsSchema = z.object({
  auth: z.object({ user_pool_id: z.string() }),
  custom: z.object({ tableNames: z.object({ Agent: z.string(), Organization: z.string() }) }),
});
type Outputs = z.infer<typeof outputsSchema>;

/** Makes people with the demo's password, its organizations and the registry's agents; run again, nothing changes. */
export async function seed(outputs: Outputs): Promise<void> {
  const endpoint = requireLocalEndpoint(process.env);
  const settings = { endpoint, region: process.env.AWS_REGION ?? 'us-east-1' };
  const cognito = new CognitoIdentityProviderClient(settings);
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(settings));
  const { Agent, Organization } = outputs.custom.tableNames;

  for (const { id, name } of demoOrganizations) {
    await put(documents, Organization, { id }, { __typename: 'Organization', organization: id, name });
  }
  for (const { id, name, purpose, phase, provider } of Object.values(agents).map((agent) => agent.manifest)) {
    const record = { __typename: 'Agent', name, purpose, phase, provider, state: 'active' };
    await put(documents, Agent, { agentId: id }, record);
  }
  for (const user of demoUsers) await createUser(cognito, outputs.auth.user_pool_id, user);
}

/** Writes what is not there yet: what an administrator changed since stays changed. */
async function put(
  documents: DynamoDBDocumentClient,
  TableName: string,
  Key: Record<string, string>,
  values: Record<string, string>,
): Promise<void> {
  const now = new Date().toISOString();
  const fields = Object.entries({ ...values, createdAt: now, updatedAt: now });
  await documents.send(
    new UpdateCommand({
      TableName,
      Key,
      UpdateExpression: `SET ${fields.map((_, index) => `#f${index} = if_not_exists(#f${index}, :v${index})`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(fields.map(([name], index) => [`#f${index}`, name])),
      ExpressionAttributeValues: Object.fromEntries(fields.map(([, value], index) => [`:v${index}`, value])),
    }),
  );
}

async function createUser(
  cognito: CognitoIdentityProviderClient,
  UserPoolId: string,
  { email, role, organization }: (typeof demoUsers)[number],
): Promise<void> {
  const Username = email;
  const UserAttributes = [
    { Name: 'email', Value: email },
    { Name: 'email_verified', Value: 'true' },
    { Name: 'custom:organization', Value: organization },
  ];
  try {
    await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction: 'SUPPRESS' }));
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error;
    await cognito.send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username, UserAttributes }));
  }
  await cognito.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: demoPassword, Permanent: true }),
  );
  await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: role }));
}

function readOutputs(): Outputs {
  const file = process.env.AMPLIFY_OUTPUTS ?? 'amplify_outputs.json';
  if (!existsSync(file)) throw new Error(`${file} is not there. Start the backend first: npm run offline.`);
  return outputsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    requireLocalEndpoint(process.env);
    await seed(readOutputs());
    console.log(`Seeded ${demoUsers.length} accounts in ${demoOrganizations.length} organizations.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
