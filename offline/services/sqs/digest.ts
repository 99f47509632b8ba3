import { createHash, hash } from 'node:crypto';

export type MessageAttribute = { DataType: string; StringValue?: string; BinaryValue?: string };
export type MessageAttributes = Record<string, MessageAttribute>;

export const md5 = (data: string | Uint8Array): string => hash('md5', data, 'hex');

/** The digest that clients verify: names sorted, each part prefixed by its length (SQS developer guide, "Message metadata"). */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const digest = createHash('md5');
  const add = (data: string | Buffer) => {
    const bytes = Buffer.from(data);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    digest.update(length).update(bytes);
  };
  for (const name of names) {
    const { DataType, StringValue, BinaryValue } = attributes[name] ?? { DataType: '' };
    add(name);
    add(DataType);
    const isBinary = DataType.startsWith('Binary');
    digest.update(Buffer.from([isBinary ? 2 : 1]));
    add(isBinary ? Buffer.from(BinaryValue ?? '', 'base64') : (StringValue ?? ''));
  }
  return digest.digest('hex');
}
