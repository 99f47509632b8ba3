import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { RestAnswer } from '../../../kernel/rest-json.ts';
import { EVENT_STREAM, eventStream, type StreamEvent } from '../event-stream.ts';
import { anthropicEvents, anthropicQuestion } from '../formats/anthropic-messages.ts';
import { type Answer, ask } from '../scripted-model.ts';
import { type BedrockState, baseModelId } from '../state.ts';
import { pieces } from './converse-stream.ts';
import { bodyFormat, invocationSchema } from './invoke-model.ts';

const EXCEPTIONS = [
  'internalServerException',
  'modelStreamErrorException',
  'validationException',
  'throttlingException',
  'modelTimeoutException',
  'serviceUnavailableException',
];

export const invokeModelWithResponseStream = defineOperation({
  schema: invocationSchema,
  async execute(state: BedrockState, { modelId, body, guardrailIdentifier }, { principal, signal }) {
    state.authorizeModel(principal, 'InvokeModelWithResponseStream', modelId);
    if (guardrailIdentifier !== undefined) state.warnAboutGuardrails();
    const model = baseModelId(modelId);
    if (bodyFormat(model) !== 'anthropic') {
      throw new ServiceError('ValidationException', 'The model is unsupported for streaming.');
    }
    const answer = await ask(state, { ...anthropicQuestion(body), signal });
    const headers = { 'content-type': EVENT_STREAM, 'x-amzn-bedrock-content-type': 'application/json' };
    return new RestAnswer(headers, eventStream(events(model, answer), EXCEPTIONS));
  },
});

async function* events(model: string, answer: Answer): AsyncGenerator<StreamEvent> {
  for await (const event of anthropicEvents(model, answer, pieces)) {
    yield { type: 'chunk', payload: { bytes: Buffer.from(JSON.stringify(event)).toString('base64') } };
  }
}
