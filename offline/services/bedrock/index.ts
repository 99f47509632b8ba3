import { ServiceError } from '../../kernel/errors.ts';
import type { OfflineRequest, OfflineResponse } from '../../kernel/http.ts';
import { handleRestJson, type RestRoute } from '../../kernel/rest-json.ts';
import type { OfflineService } from '../../kernel/service.ts';
import { invalidInput } from './constraints.ts';
import { converse } from './operations/converse.ts';
import { converseStream } from './operations/converse-stream.ts';
import { invokeAgent } from './operations/invoke-agent.ts';
import { invokeAgentRuntime, RUNTIME_HEADERS } from './operations/invoke-agent-runtime.ts';
import { INVOCATION_HEADERS, invokeModel } from './operations/invoke-model.ts';
import { invokeModelWithResponseStream } from './operations/invoke-model-with-response-stream.ts';
import { RESOURCES } from './resources.ts';
import { BedrockState } from './state.ts';

const ROUTES: readonly RestRoute<BedrockState>[] = [
  { method: 'POST', path: '/model/{modelId}/converse', operation: converse },
  { method: 'POST', path: '/model/{modelId}/converse-stream', operation: converseStream },
  {
    method: 'POST',
    path: '/model/{modelId}/invoke',
    operation: invokeModel,
    payload: 'body',
    headers: INVOCATION_HEADERS,
  },
  {
    method: 'POST',
    path: '/model/{modelId}/invoke-with-response-stream',
    operation: invokeModelWithResponseStream,
    payload: 'body',
    headers: INVOCATION_HEADERS,
  },
  {
    method: 'POST',
    path: '/agents/{agentId}/agentAliases/{agentAliasId}/sessions/{sessionId}/text',
    operation: invokeAgent,
  },
  {
    method: 'POST',
    path: '/runtimes/{agentRuntimeArn}/invocations',
    operation: invokeAgentRuntime,
    payload: 'payload',
    headers: RUNTIME_HEADERS,
  },
];

const PATHS = /^\/(model\/[^/]+\/[a-z-]+|agents\/[^/]*\/agentAliases\/.*|runtimes\/[^/]+\/[a-z]+)$/;
const BODY_LIMIT = 100 * 1024 * 1024;

/** Bedrock Runtime, Bedrock Agent Runtime and AgentCore, answered by the script that a test sets. */
export const bedrock = {
  name: 'bedrock',
  resources: RESOURCES,
  route: {
    signingNames: ['bedrock', 'bedrock-agentcore'],
    matches({ method, rawPath, headers }) {
      const scope = /Credential=[^,]*\/([a-z0-9-]+)\/aws4_request/.exec(headers.authorization ?? '')?.[1];
      return scope === undefined ? method === 'POST' && PATHS.test(rawPath) : /^bedrock(-|$)/.test(scope);
    },
  },
  create(context) {
    const state = new BedrockState(context);
    return {
      apply() {},
      handle: (request) =>
        handleRestJson({ routes: ROUTES, state, context, bodyLimit: BODY_LIMIT, invalidInput }, request),
      helpers: { 'model-script': (request) => modelScript(state, request) },
    };
  },
} satisfies OfflineService;

/** `PUT` replaces the script, `GET` shows it with how many calls each reply has answered. */
async function modelScript({ script }: BedrockState, request: OfflineRequest): Promise<OfflineResponse> {
  const json = (status: number, value: object) => ({
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  });
  if (request.method === 'GET') return json(200, { replies: script.list() });
  if (request.method !== 'PUT') return json(405, { message: 'The model script is set with PUT and read with GET.' });
  try {
    script.replace(JSON.parse((await request.body()).toString()));
    return { status: 204 };
  } catch (error) {
    if (error instanceof SyntaxError) return json(400, { message: 'The model script is not valid JSON.' });
    if (error instanceof ServiceError) return json(error.status, { message: error.message });
    throw error;
  }
}
