import { z } from 'zod';
import { ServiceError } from '../../../kernel/errors.ts';
import { randomLetters } from '../../../kernel/ids.ts';
import { jsonText } from '../json-text.ts';
import type { Answer, Question } from '../scripted-model.ts';
import { parseBody } from './body-schema.ts';

const blockSchema = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  input: z.unknown().optional(),
  content: z.union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))]).optional(),
});

type Block = z.infer<typeof blockSchema>;

const bodySchema = z.strictObject({
  anthropic_version: z.literal('bedrock-2023-05-31'),
  anthropic_beta: z.array(z.string()).optional(),
  max_tokens: z.int().min(1),
  messages: z.array(
    z.strictObject({ role: z.enum(['user', 'assistant']), content: z.union([z.string(), z.array(blockSchema)]) }),
  ),
  system: z.union([z.string(), z.array(blockSchema)]).optional(),
  stop_sequences: z.array(z.string()).optional(),
  temperature: z.number().min(0).max(1).optional(),
  top_p: z.number().min(0).max(1).optional(),
  top_k: z.int().min(0).max(500).optional(),
  tools: z.array(z.looseObject({ name: z.string() })).optional(),
  tool_choice: z.looseObject({ type: z.string() }).optional(),
  thinking: z.looseObject({ type: z.string() }).optional(),
  metadata: z.looseObject({}).optional(),
  output_config: z.looseObject({}).optional(),
  context_management: z.looseObject({}).optional(),
});

/** What a body of Anthropic's messages format asks the model. @throws ServiceError ValidationException */
export function anthropicQuestion(bytes: Buffer): Omit<Question, 'signal'> {
  const { messages, system } = parseBody(bodySchema, bytes);
  if (messages.length === 0) refuse('messages: at least one message is required');
  if (messages[0]?.role !== 'user') refuse('messages: first message must use the "user" role');
  for (const [index, { content }] of messages.entries()) {
    if (content.length === 0 && index < messages.length - 1)
      refuse(`messages.${index}: all messages must have non-empty content`);
    const isEmptyBlock = ({ type, text }: Block) => type === 'text' && !text;
    if (typeof content !== 'string' && content.some(isEmptyBlock)) {
      refuse('messages: text content blocks must be non-empty');
    }
  }
  const texts = messages.map(({ content }) => textOf(content));
  const asked = texts[messages.findLastIndex(({ role }) => role === 'user')] ?? '';
  return { asked, read: [textOf(system ?? ''), ...texts].join('\n') };
}

const refuse = (message: string): never => {
  throw new ServiceError('ValidationException', message);
};

function textOf(content: string | readonly Block[]): string {
  if (typeof content === 'string') return content;
  return content
    .map((block) => {
      if (block.text !== undefined) return block.text;
      if (block.input !== undefined) return jsonText(block.input);
      const inner = block.content ?? '';
      return typeof inner === 'string' ? inner : inner.map(({ text = '' }) => text).join('\n');
    })
    .join('\n');
}

/** The answer of `InvokeModel`. */
export function anthropicMessage(model: string, text: string, { toolUse, stopReason, usage }: Answer): object {
  return {
    ...head(model),
    content: [
      ...(text === '' ? [] : [{ type: 'text', text }]),
      ...(toolUse ? [{ type: 'tool_use', id: toolUse.toolUseId, name: toolUse.name, input: toolUse.input }] : []),
    ],
    stop_reason: stopReason,
    stop_sequence: null,
    usage: { input_tokens: usage.inputTokens, output_tokens: usage.outputTokens },
  };
}

/** The events of `InvokeModelWithResponseStream`. @throws ServiceError of the script after the chunks. */
export async function* anthropicEvents(model: string, answer: Answer, pieces: (json: string) => string[]) {
  const { chunks, toolUse, failure, stopReason, usage } = answer;
  const message = { ...head(model), content: [], stop_reason: null, stop_sequence: null };
  yield {
    type: 'message_start',
    message: { ...message, usage: { input_tokens: usage.inputTokens, output_tokens: 0 } },
  };
  if (chunks.length > 0) yield { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } };
  let firstByteLatency: number | undefined;
  for await (const text of answer.paced()) {
    firstByteLatency ??= answer.latencyMs();
    yield { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } };
  }
  if (failure) throw failure;
  if (chunks.length > 0) yield { type: 'content_block_stop', index: 0 };
  if (toolUse) {
    const { toolUseId: id, name, input } = toolUse;
    const index = chunks.length > 0 ? 1 : 0;
    yield { type: 'content_block_start', index, content_block: { type: 'tool_use', id, name, input: {} } };
    for (const partial_json of pieces(JSON.stringify(input))) {
      yield { type: 'content_block_delta', index, delta: { type: 'input_json_delta', partial_json } };
    }
    yield { type: 'content_block_stop', index };
  }
  const { inputTokens: inputTokenCount, outputTokens: outputTokenCount } = usage;
  const delta = { stop_reason: stopReason, stop_sequence: null };
  yield { type: 'message_delta', delta, usage: { output_tokens: outputTokenCount } };
  const invocationLatency = answer.latencyMs();
  yield {
    type: 'message_stop',
    'amazon-bedrock-invocationMetrics': {
      ...{ inputTokenCount, outputTokenCount, invocationLatency },
      firstByteLatency: firstByteLatency ?? invocationLatency,
    },
  };
}

const head = (model: string) => ({ id: `msg_bdrk_${randomLetters(24)}`, type: 'message', role: 'assistant', model });
