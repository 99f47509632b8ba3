import type { ResourcesConfig } from 'aws-amplify';
import { parseAmplifyConfig } from 'aws-amplify/utils';
import { type AmplifyOutputs, readOutputs } from './outputs-file.ts';

/** Where the user pool answers, when it is not AWS's own address for the region. */
function userPoolEndpoint(): string | undefined {
  return process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER || undefined;
}

// The same object as long as nothing changes, so that clients can be kept by it.
let cached: { outputs: AmplifyOutputs; endpoint: string | undefined; config: ResourcesConfig } | undefined;

/**
 * The Amplify configuration for server and browser alike. Serializable: it is handed to the browser as a prop.
 *
 * The identity pool is left out on purpose: the web app signs nothing with pool credentials, and with a pool
 * configured every request would first exchange its token for credentials (two round trips).
 */
export async function getAmplifyConfig(): Promise<ResourcesConfig> {
  const outputs = await readOutputs();
  const endpoint = userPoolEndpoint();
  if (cached?.outputs !== outputs || cached.endpoint !== endpoint) {
    cached = { outputs, endpoint, config: toResourcesConfig(outputs) };
  }
  return cached.config;
}

function toResourcesConfig({ version, auth, data }: AmplifyOutputs): ResourcesConfig {
  const { identity_pool_id: _left, ...userPoolOnly } = auth;
  const parsed = parseAmplifyConfig({ version, auth: userPoolOnly, data });
  const cognito = parsed.Auth?.Cognito;
  if (cognito?.userPoolId === undefined || cognito.identityPoolId !== undefined) return parsed;
  return { API: parsed.API, Auth: { Cognito: { ...cognito, userPoolEndpoint: userPoolEndpoint() } } };
}

/** Where links to files lead, which people upload to and read from; none where the backend stores no files. */
function storageSources({ storage }: AmplifyOutputs): string[] {
  if (!storage) return [];
  const endpoint = process.env.AWS_ENDPOINT_URL_S3 || process.env.AWS_ENDPOINT_URL;
  if (endpoint) return [new URL(endpoint).origin];
  return [`https://${storage.bucket_name}.s3.${storage.aws_region}.amazonaws.com`];
}

/**
 * Origins that the browser may connect to, for the content security policy: user pool, GraphQL and its WebSocket, and
 * the bucket.
 */
export async function getConnectSources(): Promise<string[]> {
  const outputs = await readOutputs();
  const { auth, data } = outputs;
  const pool = userPoolEndpoint() ?? `https://cognito-idp.${auth.aws_region}.amazonaws.com`;
  const graphql = new URL(data.url);
  const socket = graphql.protocol === 'https:' ? 'wss:' : 'ws:';
  // AppSync's own domains serve the socket from a sibling host; a custom domain and an offline one from the same.
  const socketHost = graphql.host.replace('.appsync-api.', '.appsync-realtime-api.');
  return [new URL(pool).origin, graphql.origin, `${socket}//${socketHost}`, ...storageSources(outputs)];
}
