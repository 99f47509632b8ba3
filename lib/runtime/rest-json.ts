import { AwsError } from './aws-json.ts';
import { createPost } from './post.ts';
import { retry } from './retry.ts';
import { type Credentials, createPostSigner, ownRegion } from './signing.ts';

/** Hosts of the services that speak JSON over REST; all of Bedrock's sign with one name. */
const hosts = { bedrockRuntime: 'bedrock-runtime', bedrockAgentRuntime: 'bedrock-agent-runtime' } as const;

/** Where the environment sends them, in the SDK's variables. */
const variables = {
  bedrockRuntime: 'AWS_ENDPOINT_URL_BEDROCK_RUNTIME',
  bedrockAgentRuntime: 'AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME',
} as const;

interface RestConnection {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: Credentials;
}

/** Posts JSON and gives the answer's. @throws AwsError when the service refuses, another error when it does not answer. */
export type RestRequest = (body: unknown) => Promise<unknown>;

const timeoutMs = 10_000;

/** A client of one POST of a service, whose path's parts are encoded here; without the SDK, which would weigh 100 KB. */
export function createRestRequest(
  service: keyof typeof hosts,
  parts: readonly string[],
  connection: RestConnection = {},
): RestRequest {
  const { region = ownRegion(), credentials } = connection;
  const endpoint = connection.endpoint ?? endpointOf(service, region);
  const url = new URL(`/${parts.map(encodeURIComponent).join('/')}`, endpoint);
  const sign = createPostSigner('bedrock', url, { region, ...(credentials ? { credentials: () => credentials } : {}) });
  const post = createPost(url, timeoutMs);
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  return async (body) => {
    const text = JSON.stringify(body);
    return retry(async () => {
      const answer = await post(sign(headers, text), text);
      if (answer.status !== 200) throw new AwsError(parts.at(-1) ?? service, answer);
      return JSON.parse(answer.text) as unknown;
    }, pauseMs);
  };
}

function endpointOf(service: keyof typeof hosts, region: string): string {
  const { [variables[service]]: own, AWS_ENDPOINT_URL: common } = process.env;
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return own || common || `https://${hosts[service]}.${region}.${suffix}`;
}

function pauseMs(error: unknown): number | undefined {
  if (!(error instanceof AwsError)) return 100;
  return error.status === 429 || error.status >= 500 ? 500 : undefined;
}
