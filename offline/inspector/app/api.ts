/** What the backend answered instead of what was asked for. */
export class CallError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export type Json = Record<string, unknown>;

/** A helper endpoint's answer. @throws CallError */
export async function get<Answer>(name: string, query: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const search = new URLSearchParams(query).toString();
  const response = await send(`/_offline/${name}${search ? `?${search}` : ''}`, {});
  return (await response.json()) as Answer;
}

/** Whether this backend has a helper endpoint of the name; undefined stands for an answer that is not there. */
export async function find<Answer>(
  name: string,
  query: Readonly<Record<string, string>> = {},
): Promise<Answer | undefined> {
  try {
    return await get<Answer>(name, query);
  } catch (error) {
    if (error instanceof CallError && error.status === 404) return undefined;
    throw error;
  }
}

export async function put(name: string, body: Json): Promise<void> {
  await send(`/_offline/${name}`, { method: 'PUT', body: JSON.stringify(body), headers: JSON_TYPE });
}

export type RestCall = {
  service: string;
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: string;
  bodyBase64?: string;
  unsigned?: boolean;
};

/** A call of a REST service as the administrator. @throws CallError */
export const rest = (call: RestCall): Promise<Response> =>
  send('/_offline/call', { method: 'POST', body: JSON.stringify(call), headers: JSON_TYPE });

const caller =
  (target: string) =>
  async <Answer = Json>(operation: string, input: Json = {}): Promise<Answer> => {
    const body = JSON.stringify({ target, operation, input });
    const response = await send('/_offline/call', { method: 'POST', body, headers: JSON_TYPE });
    const text = await response.text();
    return (text ? JSON.parse(text) : {}) as Answer;
  };

export const dynamodb = caller('DynamoDB_20120810');
export const sqs = caller('AmazonSQS');
export const events = caller('AWSEvents');
export const cognito = caller('AWSCognitoIdentityProviderService');
export const cloudwatch = caller('GraniteServiceVersion20100801');

const JSON_TYPE = { 'content-type': 'application/json' };

async function send(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch {
    throw new CallError('NoAnswer', 'The offline backend does not answer. Is it still running?', 0);
  }
  if (response.ok) return response;
  const text = await response.text();
  const { code, message } = explained(text, response.headers.get('x-amzn-errortype') ?? '');
  throw new CallError(
    code || `HTTP ${response.status}`,
    message || `Answered with status ${response.status}.`,
    response.status,
  );
}

/** Code and message of an error body, JSON or S3's XML. */
function explained(text: string, header: string): { code: string; message: string } {
  try {
    const body = JSON.parse(text) as { __type?: string; message?: string; Message?: string };
    return { code: (body.__type ?? header).replace(/^.*#/, ''), message: body.message ?? body.Message ?? '' };
  } catch {
    const part = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? '';
    return { code: part('Code') || header, message: part('Message') };
  }
}
