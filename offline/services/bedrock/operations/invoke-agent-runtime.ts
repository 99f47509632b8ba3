import { Readable } from 'node:stream';
import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { uuid } from '../../../kernel/ids.ts';
import { RestAnswer } from '../../../kernel/rest-json.ts';
import { type Answer, ask, whole } from '../scripted-model.ts';
import type { BedrockState } from '../state.ts';

const inputSchema = z.looseObject({
  agentRuntimeArn: z.string().min(1),
  payload: z.instanceof(Buffer),
  qualifier: z.string().min(1).optional(),
  accountId: z
    .string()
    .regex(/^[0-9]{12}$/)
    .optional(),
  accept: z.string().min(1).max(256).optional(),
  contentType: z.string().min(1).max(256).optional(),
  runtimeSessionId: z.string().min(33).max(256).optional(),
  runtimeUserId: z.string().min(1).max(1024).optional(),
});

/** Headers of the request that are members of its input. */
export const RUNTIME_HEADERS = {
  accept: 'accept',
  'content-type': 'contentType',
  'x-amzn-bedrock-agentcore-runtime-session-id': 'runtimeSessionId',
  'x-amzn-bedrock-agentcore-runtime-user-id': 'runtimeUserId',
};

export const invokeAgentRuntime = defineOperation({
  schema: inputSchema,
  async execute(state: BedrockState, input, { principal, signal }) {
    const resource = runtimeArn(input, state);
    const { policies } = state.context;
    policies.authorize({ principal, action: 'bedrock-agentcore:InvokeAgentRuntime', resource });
    if (input.runtimeUserId !== undefined) {
      policies.authorize({ principal, action: 'bedrock-agentcore:InvokeAgentRuntimeForUser', resource });
    }
    const read = input.payload.toString();
    const answer = await ask(state, { asked: withStrings(read), read, signal });
    const session = { 'x-amzn-bedrock-agentcore-runtime-session-id': input.runtimeSessionId ?? uuid() };
    if ((input.accept ?? '').includes('text/event-stream')) {
      const headers = { ...session, 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' };
      return new RestAnswer(headers, Readable.from(serverSentEvents(answer), { objectMode: false }));
    }
    const result = await whole(answer);
    const { toolUse } = answer;
    return new RestAnswer(
      { ...session, 'content-type': 'application/json' },
      JSON.stringify({ result, ...(toolUse && { toolUse }) }),
    );
  },
});

/** @throws ServiceError ValidationException for what is neither an ARN nor an id with its account. */
function runtimeArn({ agentRuntimeArn, accountId }: z.infer<typeof inputSchema>, { context }: BedrockState): string {
  if (/^arn:aws[a-z-]*:bedrock-agentcore:[a-z0-9-]+:\d{12}:runtime\/[^\s]+$/.test(agentRuntimeArn)) {
    return agentRuntimeArn;
  }
  const isId = /^[a-zA-Z][a-zA-Z0-9_]{0,99}-[a-zA-Z0-9]{10}$/.test(agentRuntimeArn);
  if (isId && accountId !== undefined) {
    return `arn:aws:bedrock-agentcore:${context.region}:${accountId}:runtime/${agentRuntimeArn}`;
  }
  throw new ServiceError(
    'ValidationException',
    isId
      ? 'The accountId parameter is required when agentRuntimeArn is the id of an agent runtime.'
      : `Invalid agent runtime ARN: ${agentRuntimeArn}`,
    { details: { reason: 'FieldValidationFailed', fieldList: [] } },
  );
}

/** The payload, and where it is JSON the strings in it, so that `when` need not know of escapes. */
function withStrings(text: string): string {
  try {
    const strings: string[] = [];
    JSON.parse(text, (_key, value: unknown) => {
      if (typeof value === 'string') strings.push(value);
      return value;
    });
    return [text, ...strings].join('\n');
  } catch {
    return text;
  }
}

/** One event a chunk, as JSON. A failure is an event too: the stream of an agent's own text has no exceptions. */
async function* serverSentEvents(answer: Answer): AsyncGenerator<string> {
  for await (const chunk of answer.paced()) yield `data: ${JSON.stringify(chunk)}\n\n`;
  const { failure, toolUse } = answer;
  if (failure) {
    const event = { error: failure.message, error_type: failure.code, message: 'An error occurred during streaming' };
    yield `data: ${JSON.stringify(event)}\n\n`;
  } else if (toolUse) yield `data: ${JSON.stringify({ toolUse })}\n\n`;
}
