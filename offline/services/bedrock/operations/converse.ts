import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import type { Principal } from '../../../kernel/principal.ts';
import { allRead, type Conversation, checkConversation, conversationSchema, lastAsked } from '../conversation.ts';
import { type Answer, ask, whole } from '../scripted-model.ts';
import { type BedrockState, baseModelId, type ModelAction } from '../state.ts';

const EMBEDDING_MODEL = /^(amazon\.titan-embed|cohere\.embed)/;

export const converse = defineOperation({
  schema: conversationSchema,
  async execute(state: BedrockState, input, { principal, signal }) {
    const answer = await takePart(state, input, { principal, signal, action: 'InvokeModel' });
    const text = await whole(answer);
    const { toolUse, stopReason } = answer;
    const content = [...(text === '' ? [] : [{ text }]), ...(toolUse ? [{ toolUse }] : [])];
    return {
      output: { message: { role: 'assistant', content } },
      stopReason,
      usage: tokenUsage(answer),
      metrics: { latencyMs: answer.latencyMs() },
    };
  },
});

type Part = { principal: Principal; signal: AbortSignal; action: ModelAction };

/** Checks the caller and the conversation as Bedrock does, then asks the model. */
export function takePart(state: BedrockState, input: Conversation, call: Part): Promise<Answer> {
  state.authorizeModel(call.principal, call.action, input.modelId);
  checkConversation(input);
  if (EMBEDDING_MODEL.test(baseModelId(input.modelId))) {
    throw new ServiceError(
      'ValidationException',
      "This action doesn't support the model that you provided. Try again with a supported text or chat model.",
    );
  }
  if (input.guardrailConfig) state.warnAboutGuardrails();
  return ask(state, { asked: lastAsked(input), read: allRead(input), signal: call.signal });
}

export const tokenUsage = ({ usage }: Answer) => ({ ...usage, totalTokens: usage.inputTokens + usage.outputTokens });
