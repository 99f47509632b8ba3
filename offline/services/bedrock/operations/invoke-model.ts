import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { RestAnswer } from '../../../kernel/rest-json.ts';
import { anthropicMessage, anthropicQuestion } from '../formats/anthropic-messages.ts';
import { cohereEmbedding } from '../formats/cohere-embedding.ts';
import { titanEmbedding } from '../formats/titan-embedding.ts';
import { ask, type Usage, whole } from '../scripted-model.ts';
import { type BedrockState, baseModelId } from '../state.ts';

export const invocationSchema = z.looseObject({
  modelId: z.string().min(1),
  body: z.instanceof(Buffer),
  guardrailIdentifier: z.string().optional(),
});

/** Headers of the request that are members of its input. */
export const INVOCATION_HEADERS = { 'x-amzn-bedrock-guardrailidentifier': 'guardrailIdentifier' };

/** Formats of bodies that are understood here. */
export type BodyFormat = 'anthropic' | 'titan-embedding' | 'cohere-embedding';

export const invokeModel = defineOperation({
  schema: invocationSchema,
  async execute(state: BedrockState, { modelId, body, guardrailIdentifier }, { principal, signal }) {
    state.authorizeModel(principal, 'InvokeModel', modelId);
    if (guardrailIdentifier !== undefined) state.warnAboutGuardrails();
    const { clock } = state.context;
    const started = clock.now();
    const answered = (answer: object, usage: Usage) => respond(answer, usage, clock.now() - started);
    const model = baseModelId(modelId);
    const format = bodyFormat(model);
    switch (format) {
      case 'anthropic': {
        const answer = await ask(state, { ...anthropicQuestion(body), signal });
        return answered(anthropicMessage(model, await whole(answer), answer), answer.usage);
      }
      case 'titan-embedding':
      case 'cohere-embedding': {
        const embed = format === 'titan-embedding' ? titanEmbedding : cohereEmbedding;
        const { answer, inputTokens } = embed(model, body);
        return answered(answer, { inputTokens, outputTokens: 0 });
      }
    }
  },
});

function respond(answer: object, { inputTokens, outputTokens }: Usage, latencyMs: number): RestAnswer {
  const headers = {
    'content-type': 'application/json',
    'x-amzn-bedrock-input-token-count': String(inputTokens),
    'x-amzn-bedrock-output-token-count': String(outputTokens),
    'x-amzn-bedrock-invocation-latency': String(latencyMs),
  };
  return new RestAnswer(headers, JSON.stringify(answer));
}

/** @throws ServiceError ValidationException for a model whose own format is not understood here. */
export function bodyFormat(model: string): BodyFormat {
  if (model.startsWith('anthropic.')) return 'anthropic';
  if (model.startsWith('amazon.titan-embed-text-') || model.startsWith('amazon.titan-embed-g1-text-'))
    return 'titan-embedding';
  if (model.startsWith('cohere.embed-')) return 'cohere-embedding';
  throw new ServiceError(
    'ValidationException',
    `InvokeModel offline knows the bodies of anthropic., amazon.titan-embed-text and cohere.embed models, not those of ${model}. Converse answers for every model.`,
  );
}
