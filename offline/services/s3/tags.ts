import { invalidArgument, S3Error } from './errors.ts';
import type { XmlNode } from './xml.ts';

export type Tags = Record<string, string>;

const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Unicode characters, as S3 counts them. */
const lettersOf = (text: string) => Array.from(text).length;

/** @throws S3Error InvalidTag, BadRequest */
export function checkTags(
  pairs: readonly (readonly [name: string, value: string])[],
  most: number,
  kind = 'Object',
): Tags {
  if (pairs.length > most) {
    throw new S3Error('BadRequest', `${kind} tags cannot be greater than ${most}`);
  }
  for (const [name, value] of pairs) {
    if (name === '' || lettersOf(name) > 128 || !ALLOWED.test(name)) throw invalidTag('TagKey', name);
    if (lettersOf(value) > 256 || !ALLOWED.test(value)) throw invalidTag('TagValue', value);
    if (name.startsWith('aws:')) {
      throw new S3Error('InvalidTag', 'System tags cannot be added/updated by requester', {
        details: { TagKey: name },
      });
    }
  }
  const tags = Object.fromEntries(pairs);
  if (Object.keys(tags).length < pairs.length) {
    throw new S3Error('InvalidTag', 'Cannot provide multiple Tags with the same key');
  }
  return tags;
}

const invalidTag = (what: 'TagKey' | 'TagValue', text: string) =>
  new S3Error('InvalidTag', `The ${what} you have provided is invalid`, { details: { [what]: text } });

/** Tags of `x-amz-tagging`: a query string. @throws S3Error InvalidArgument */
export function tagsOfHeader(header: string | undefined): Tags {
  if (header === undefined || header === '') return {};
  const pairs = [...new URLSearchParams(header)];
  try {
    return checkTags(pairs, 10);
  } catch (cause) {
    if (cause instanceof S3Error && cause.code !== 'InvalidTag') throw cause;
    throw invalidArgument(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      'x-amz-tagging',
      header,
    );
  }
}

/** Tags of a `TagSet` element's children. */
export const tagPairs = (node: XmlNode | undefined): (readonly [string, string])[] =>
  (node?.nodes('Tag') ?? []).map((tag) => [tag.text('Key') ?? '', tag.text('Value') ?? ''] as const);

export const tagElements = (tags: Tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
