import { defineOperation } from '../../../kernel/aws-json.ts';
import { RestAnswer } from '../../../kernel/rest-json.ts';
import { conversationSchema } from '../conversation.ts';
import { EVENT_STREAM, eventStream, type StreamEvent } from '../event-stream.ts';
import type { Answer } from '../scripted-model.ts';
import type { BedrockState } from '../state.ts';
import { takePart, tokenUsage } from './converse.ts';

const EXCEPTIONS = [
  'internalServerException',
  'modelStreamErrorException',
  'validationException',
  'throttlingException',
  'serviceUnavailableException',
];

export const converseStream = defineOperation({
  schema: conversationSchema,
  async execute(state: BedrockState, input, { principal, signal }) {
    const answer = await takePart(state, input, { principal, signal, action: 'InvokeModelWithResponseStream' });
    return new RestAnswer({ 'content-type': EVENT_STREAM }, eventStream(events(answer), EXCEPTIONS));
  },
});

async function* events(answer: Answer): AsyncGenerator<StreamEvent> {
  const { chunks, toolUse, failure, stopReason } = answer;
  yield { type: 'messageStart', payload: { role: 'assistant' } };
  for await (const text of answer.paced()) {
    yield { type: 'contentBlockDelta', payload: { contentBlockIndex: 0, delta: { text } } };
  }
  if (failure) throw failure;
  if (chunks.length > 0) yield { type: 'contentBlockStop', payload: { contentBlockIndex: 0 } };
  if (toolUse) {
    const { toolUseId, name, input } = toolUse;
    const contentBlockIndex = chunks.length > 0 ? 1 : 0;
    yield { type: 'contentBlockStart', payload: { contentBlockIndex, start: { toolUse: { toolUseId, name } } } };
    for (const piece of pieces(JSON.stringify(input))) {
      yield { type: 'contentBlockDelta', payload: { contentBlockIndex, delta: { toolUse: { input: piece } } } };
    }
    yield { type: 'contentBlockStop', payload: { contentBlockIndex } };
  }
  yield { type: 'messageStop', payload: { stopReason } };
  yield { type: 'metadata', payload: { usage: tokenUsage(answer), metrics: { latencyMs: answer.latencyMs() } } };
}

const PIECE = 12;

/** JSON comes from a model a few characters at a time, cut anywhere but inside of one. */
export function pieces(json: string): string[] {
  const characters = Array.from(json);
  return Array.from({ length: Math.ceil(characters.length / PIECE) }, (_, index) =>
    characters.slice(index * PIECE, (index + 1) * PIECE).join(''),
  );
}
