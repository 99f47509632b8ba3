import { type Answer, badRequest, type DataSource, requestObject } from './data-source.ts';

const TIMED_OUT = { message: 'Execution timed out.', type: 'BedrockRuntime:ExecutionTimeout' } as const;

type Http = { statusCode: number; headers: Record<string, string>; body: string };

/**
 * A data source of type AMAZON_BEDROCK_RUNTIME: `InvokeModel` and `Converse`, sent through `http`, which reaches and
 * signs for the Bedrock of this backend.
 */
export function bedrockDataSource(name: string, http: DataSource): DataSource {
  return {
    name,
    async invoke(raw) {
      const { operation, modelId, ...members } = requestObject(raw);
      if (typeof modelId !== 'string' || modelId === '') throw badRequest("Value for field '$[modelId]' not found.");
      const path = `/model/${encodeURIComponent(modelId)}`;
      switch (operation) {
        case 'InvokeModel':
          return toAnswer(await http.invoke(invocation(path, members)));
        case 'Converse':
          return toAnswer(await http.invoke(post(`${path}/converse`, members)));
        default:
          throw badRequest(`Unsupported operation '${String(operation)}'. Bedrock knows InvokeModel and Converse.`);
      }
    },
  };
}

const post = (resourcePath: string, body: unknown, headers: Record<string, string> = {}) => ({
  method: 'POST',
  resourcePath,
  params: { headers: { 'content-type': 'application/json', accept: 'application/json', ...headers }, body },
});

function invocation(path: string, members: Readonly<Record<string, unknown>>): unknown {
  const headers: Record<string, string> = {};
  const names = {
    guardrailIdentifier: 'X-Amzn-Bedrock-GuardrailIdentifier',
    guardrailVersion: 'X-Amzn-Bedrock-GuardrailVersion',
    guardrailTrace: 'X-Amzn-Bedrock-Trace',
  };
  for (const [member, header] of Object.entries(names)) {
    const value = members[member];
    if (typeof value === 'string') headers[header] = value;
  }
  return post(`${path}/invoke`, members.body ?? {}, headers);
}

function toAnswer({ result, error }: Answer): Answer {
  if (error) return { result: null, error: error.type === 'HTTP:ExecutionTimeout' ? TIMED_OUT : error };
  const { statusCode, headers, body } = result as Http;
  const json = parse(body);
  if (statusCode < 300) return { result: json ?? body };
  const type = (headers['x-amzn-errortype'] ?? 'BedrockRuntimeException').split(':')[0];
  const message = typeof json === 'object' && json !== null && 'message' in json ? String(json.message) : body;
  return { result: null, error: { message, type: `BedrockRuntime:${type}` } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
