import { z } from 'zod';
import { ServiceError } from '../../kernel/errors.ts';
import { jsonText } from './json-text.ts';

const toolName = z
  .string()
  .max(64)
  .regex(/^[a-zA-Z0-9_-]+$/);

const document = z.unknown().refine((value) => value !== undefined && value !== null, 'Member must not be null');

const textPart = z.looseObject({ text: z.string().optional(), json: z.unknown().optional() });

const blockSchema = z.looseObject({
  text: z.string().optional(),
  document: z.looseObject({}).optional(),
  toolUse: z.looseObject({ toolUseId: z.string().min(1).max(64), name: toolName, input: document }).optional(),
  toolResult: z
    .looseObject({
      toolUseId: z.string().min(1).max(64),
      content: z.array(textPart),
      status: z.enum(['success', 'error']).optional(),
    })
    .optional(),
});

type Block = z.infer<typeof blockSchema>;

const BLOCK_KEYS = [
  ...['text', 'image', 'document', 'video', 'audio', 'toolUse', 'toolResult', 'guardContent', 'cachePoint'],
  ...['reasoningContent', 'citationsContent', 'searchResult', 'toolAddition', 'toolRemoval'],
];

const systemSchema = z.looseObject({ text: z.string().min(1).optional() });

/** The input of `Converse` and `ConverseStream`. */
export const conversationSchema = z.looseObject({
  modelId: z.string().min(1),
  messages: z.array(z.looseObject({ role: z.enum(['user', 'assistant']), content: z.array(blockSchema) })).optional(),
  system: z.array(systemSchema).optional(),
  inferenceConfig: z
    .looseObject({
      maxTokens: z.int().min(1).optional(),
      temperature: z.number().min(0).max(1).optional(),
      topP: z.number().min(0).max(1).optional(),
      stopSequences: z.array(z.string().min(1)).max(2500).optional(),
    })
    .optional(),
  toolConfig: z
    .looseObject({
      tools: z
        .array(
          z.looseObject({
            toolSpec: z
              .looseObject({
                name: toolName.min(1),
                description: z.string().min(1).optional(),
                inputSchema: z.looseObject({ json: document }),
              })
              .optional(),
          }),
        )
        .min(1),
      toolChoice: z.looseObject({ tool: z.looseObject({ name: toolName }).optional() }).optional(),
    })
    .optional(),
  guardrailConfig: z.looseObject({}).optional(),
  performanceConfig: z.looseObject({ latency: z.enum(['standard', 'optimized']).optional() }).optional(),
  requestMetadata: z.record(z.string(), z.string()).optional(),
});

export type Conversation = z.infer<typeof conversationSchema>;
type Message = NonNullable<Conversation['messages']>[number];

/**
 * What Bedrock demands of a conversation beyond the shape of its members: who speaks when, what a block holds, that
 * each tool that was asked for has its result.
 * @throws ServiceError ValidationException in Bedrock's words, naming the place.
 */
export function checkConversation({ modelId, messages = [], toolConfig }: Conversation): void {
  if (modelId.includes(':prompt/')) {
    refuse('Prompts of Prompt management are not emulated offline: give a model and the messages themselves.');
  }
  if (messages[0]?.role !== 'user') {
    refuse(
      'A conversation must start with a user message. Try again with a conversation that starts with a user message.',
    );
  }
  for (const [index, message] of messages.entries()) {
    if (message.role === messages[index - 1]?.role) {
      refuse(
        'A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.',
      );
    }
    checkBlocks(message, index);
    checkResults(message, messages[index - 1], index);
  }
  const usesTools = messages.some(({ content }) => content.some(({ toolUse, toolResult }) => toolUse ?? toolResult));
  if (usesTools && !toolConfig) {
    refuse('The toolConfig field must be defined when using toolUse and toolResult content blocks.');
  }
  const chosen = toolConfig?.toolChoice?.tool?.name;
  if (chosen !== undefined && !toolConfig?.tools.some(({ toolSpec }) => toolSpec?.name === chosen)) {
    refuse(`The tool ${chosen} of toolConfig.toolChoice is not one of toolConfig.tools.`);
  }
}

function checkBlocks({ content }: Message, message: number): void {
  if (content.length === 0) {
    refuse(
      `The content field in the Message object at messages.${message} is empty. Add a ContentBlock object to the content field and try again.`,
    );
  }
  for (const [index, block] of content.entries()) {
    const place = `messages.${message}.content.${index}`;
    const keys = Object.keys(block);
    if (keys.length !== 1 || !keys.every((key) => BLOCK_KEYS.includes(key))) {
      refuse(`The ContentBlock object at ${place} must set one of the following keys: ${BLOCK_KEYS.join(', ')}.`);
    }
    if (block.text?.trim() === '') {
      refuse(
        `The text field in the ContentBlock object at ${place} is blank. Add text to the text field, and try again.`,
      );
    }
  }
  if (content.some(({ document }) => document) && !content.some(({ text }) => text !== undefined)) {
    refuse('A text block must be included when using documents.');
  }
}

function checkResults({ content }: Message, before: Message | undefined, index: number): void {
  const asked = before?.content.flatMap(({ toolUse }) => (toolUse ? [toolUse.toolUseId] : [])) ?? [];
  const given = content.flatMap(({ toolResult }) => (toolResult ? [toolResult.toolUseId] : []));
  const place = `messages.${index}.content`;
  if (given.length > asked.length) {
    refuse(`The number of toolResult blocks at ${place} exceeds the number of toolUse blocks of previous turn.`);
  }
  const missing = asked.filter((id) => !given.includes(id));
  if (missing.length > 0) {
    refuse(`Expected toolResult blocks at ${place} for the following Ids: ${missing.join(', ')}`);
  }
}

const refuse = (message: string): never => {
  throw new ServiceError('ValidationException', message);
};

/** The texts of the last user message, results of tools among them: what the script's `when` is looked for in. */
export function lastAsked({ messages = [] }: Conversation): string {
  const last = messages.findLast(({ role }) => role === 'user');
  return last ? last.content.map(blockText).join('\n') : '';
}

/** All texts of the conversation. */
export const allRead = ({ messages = [], system = [] }: Conversation): string =>
  [...system.map(({ text = '' }) => text), ...messages.flatMap(({ content }) => content.map(blockText))].join('\n');

function blockText({ text, toolUse, toolResult }: Block): string {
  if (text !== undefined) return text;
  if (toolUse) return jsonText(toolUse.input);
  return (toolResult?.content ?? [])
    .map((part) => part.text ?? (part.json === undefined ? '' : jsonText(part.json)))
    .join('\n');
}
