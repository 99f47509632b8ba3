import { ServiceError } from '../../kernel/errors.ts';
import type { MessageAttribute, MessageAttributes } from './digest.ts';
import { invalidValue, missing } from './errors.ts';
import type { Queue } from './state.ts';

export type NewMessage = {
  body: string;
  attributes: MessageAttributes;
  trace?: string;
  sender: string;
  delaySeconds?: number;
  groupId?: string;
  deduplicationId?: string;
};

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html: the characters XML 1.0 allows.
const FORBIDDEN = /[^\u0009\u000A\u000D\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
/** Letters, digits and punctuation of ASCII. */
const IDENTIFIER = /^[!-~]{1,128}$/;

/** Bytes that count against the size limit: body and attributes with names and types. */
export function messageBytes({ body, attributes }: Pick<NewMessage, 'body' | 'attributes'>): number {
  let size = Buffer.byteLength(body);
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    size += Buffer.byteLength(name) + Buffer.byteLength(DataType) + Buffer.byteLength(StringValue ?? '');
    size += Buffer.from(BinaryValue ?? '', 'base64').length;
  }
  return size;
}

const invalid = (message: string) => new ServiceError('InvalidParameterValue', message);

/** @throws ServiceError when the message is empty, too large, or has characters or attributes that SQS refuses. */
export function checkMessage(queue: Queue, message: NewMessage): void {
  if (message.body === '') throw missing('MessageBody');
  if (FORBIDDEN.test(message.body)) {
    throw new ServiceError('InvalidMessageContents', 'Invalid binary character was found in the message body.');
  }
  const limit = Number(queue.attributes.MaximumMessageSize);
  if (messageBytes(message) > limit) {
    throw invalid(`One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`);
  }
  const attributes = Object.entries(message.attributes);
  if (attributes.length > 10)
    throw invalid(`Number of message attributes [${attributes.length}] exceeds the allowed maximum [10].`);
  for (const [name, attribute] of attributes) checkAttribute(name, attribute);
  const { delaySeconds } = message;
  if (delaySeconds !== undefined && (delaySeconds < 0 || delaySeconds > 900)) {
    throw invalidValue('DelaySeconds', String(delaySeconds), 'DelaySeconds must be >= 0 and <= 900.');
  }
  checkGroup(queue, message);
}

function checkGroup({ fifo, attributes }: Queue, { groupId, deduplicationId, delaySeconds }: NewMessage): void {
  const foreign = 'The request include parameter that is not valid for this queue type';
  if (groupId !== undefined && !IDENTIFIER.test(groupId)) throw badIdentifier('MessageGroupId', groupId);
  if (deduplicationId !== undefined && !IDENTIFIER.test(deduplicationId)) {
    throw badIdentifier('MessageDeduplicationId', deduplicationId);
  }
  if (!fifo) {
    if (deduplicationId !== undefined) throw invalidValue('MessageDeduplicationId', deduplicationId, `${foreign}.`);
    return;
  }
  if (groupId === undefined) throw missing('MessageGroupId');
  if (delaySeconds !== undefined && delaySeconds > 0) {
    throw invalidValue('DelaySeconds', String(delaySeconds), `${foreign}.`);
  }
  if (deduplicationId === undefined && attributes.ContentBasedDeduplication !== 'true') {
    throw invalid(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
}

const badIdentifier = (name: string, value: string) =>
  invalidValue(name, value, `${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`);

function checkAttribute(name: string, { DataType, StringValue, BinaryValue }: MessageAttribute): void {
  if (!/^[\w.-]{1,256}$/.test(name) || /^\.|\.$|\.\./.test(name)) {
    throw invalid(
      `The message attribute name '${name}' is invalid. Attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and period (.) characters.`,
    );
  }
  if (/^(aws|amazon)\./i.test(name)) {
    throw invalid(
      `The message attribute name '${name}' is invalid. Attribute name must not start with AWS. or Amazon.`,
    );
  }
  const [kind = ''] = DataType.split('.');
  if (!['String', 'Number', 'Binary'].includes(kind) || DataType.length > 256) {
    throw invalid(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const value = kind === 'Binary' ? BinaryValue : StringValue;
  if (value === undefined || value === '') {
    throw invalid(
      `The message attribute '${name}' must contain a non-empty message attribute value for message attribute type '${kind}'.`,
    );
  }
  if (kind !== 'Binary' && FORBIDDEN.test(value)) {
    throw new ServiceError(
      'InvalidMessageContents',
      `Invalid binary character was found in the message attribute '${name}'.`,
    );
  }
  if (kind === 'Number' && !/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value)) {
    throw invalid(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  }
}
