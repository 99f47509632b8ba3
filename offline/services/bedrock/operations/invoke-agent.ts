import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { uuid } from '../../../kernel/ids.ts';
import { RestAnswer } from '../../../kernel/rest-json.ts';
import { EVENT_STREAM, eventStream, type StreamEvent } from '../event-stream.ts';
import { jsonText } from '../json-text.ts';
import type { Reply } from '../model-script.ts';
import { type Answer, ask } from '../scripted-model.ts';
import type { BedrockState } from '../state.ts';

const EXCEPTIONS = [
  'internalServerException',
  'validationException',
  'resourceNotFoundException',
  'serviceQuotaExceededException',
  'throttlingException',
  'accessDeniedException',
  'conflictException',
  'dependencyFailedException',
  'badGatewayException',
  'modelNotReadyException',
];

const id = z
  .string()
  .max(10)
  .regex(/^[0-9a-zA-Z]+$/);

const inputSchema = z.looseObject({
  agentId: id,
  agentAliasId: id,
  sessionId: z
    .string()
    .min(2)
    .max(100)
    .regex(/^[0-9a-zA-Z._:-]+$/),
  inputText: z.string().max(25_000_000).optional(),
  enableTrace: z.boolean().optional(),
  endSession: z.boolean().optional(),
  memoryId: z
    .string()
    .min(2)
    .max(100)
    .regex(/^[0-9a-zA-Z._:-]+$/)
    .optional(),
  sessionState: z
    .looseObject({
      invocationId: z.string().optional(),
      returnControlInvocationResults: z.array(z.looseObject({})).min(1).max(5).optional(),
    })
    .optional(),
});

type Input = z.infer<typeof inputSchema>;

export const invokeAgent = defineOperation({
  schema: inputSchema,
  async execute(state: BedrockState, input, { principal, signal }) {
    const { region, account, policies } = state.context;
    const resource = `arn:aws:bedrock:${region}:${account}:agent-alias/${input.agentId}/${input.agentAliasId}`;
    policies.authorize({ principal, action: 'bedrock:InvokeAgent', resource });
    const asked = questionOf(input);
    const answer = await ask(state, { asked, read: asked, signal });
    const headers = {
      'content-type': EVENT_STREAM,
      'x-amzn-bedrock-agent-content-type': 'application/json',
      'x-amz-bedrock-agent-session-id': input.sessionId,
      ...(input.memoryId !== undefined && { 'x-amz-bedrock-agent-memory-id': input.memoryId }),
    };
    return new RestAnswer(headers, eventStream(events(input, answer, state), EXCEPTIONS));
  },
});

/** What was said, or what the caller's own tools found. */
function questionOf({ inputText, sessionState, endSession }: Input): string {
  const results = sessionState?.returnControlInvocationResults;
  if (results && sessionState.invocationId === undefined) {
    throw new ServiceError(
      'ValidationException',
      'The invocationId field is required when returnControlInvocationResults are given.',
    );
  }
  if (results) return jsonText(results);
  if (!inputText && !endSession) {
    throw new ServiceError('ValidationException', 'The inputText field is required: say something to the agent.');
  }
  return inputText ?? '';
}

async function* events(input: Input, answer: Answer, state: BedrockState): AsyncGenerator<StreamEvent> {
  const trace = (orchestrationTrace: object): StreamEvent => {
    const { agentId, agentAliasId, sessionId } = input;
    const eventTime = new Date(state.context.clock.now()).toISOString();
    return { type: 'trace', payload: { agentId, agentAliasId, sessionId, eventTime, trace: { orchestrationTrace } } };
  };
  const { usage, toolUse, failure } = answer;
  const traceId = `${uuid()}-0`;
  if (input.enableTrace) {
    yield trace({ modelInvocationInput: { traceId, type: 'ORCHESTRATION', text: questionOf(input) } });
    yield trace({ modelInvocationOutput: { traceId, metadata: { usage } } });
  }
  for await (const chunk of answer.paced()) {
    yield { type: 'chunk', payload: { bytes: Buffer.from(chunk).toString('base64') } };
  }
  if (failure) throw failure;
  if (toolUse) {
    yield { type: 'returnControl', payload: returnControl(toolUse) };
  } else if (input.enableTrace) {
    const finalResponse = { text: answer.chunks.join('') };
    yield trace({ observation: { traceId, type: 'FINISH', finalResponse } });
  }
}

/** A tool named `GROUP::function` is a function of an action group; another name stands for both. */
function returnControl({ toolUseId, name, input }: NonNullable<Reply['toolUse']>) {
  const [group = name, called = name] = name.split('::');
  const parameters = Object.entries(input).map(([parameter, value]) => ({
    name: parameter,
    type: Array.isArray(value) ? 'array' : typeof value,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }));
  return {
    invocationId: toolUseId,
    invocationInputs: [
      { functionInvocationInput: { actionGroup: group, function: called, parameters, actionInvocationType: 'RESULT' } },
    ],
  };
}
