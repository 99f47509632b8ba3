import { z } from 'zod';
import type { Secret } from './state.ts';

export const Filters = z
  .array(
    z.object({
      Key: z.enum(['description', 'name', 'tag-key', 'tag-value', 'primary-region', 'owning-service', 'all']),
      Values: z.array(z.string()).min(1).max(10),
    }),
  )
  .max(10);

/** Whether a secret passes all filters: values are beginnings, one with an exclamation mark must not be there. */
export function passes(secret: Secret, filters: z.infer<typeof Filters>): boolean {
  return filters.every(({ Key, Values }) => {
    const subjects = subjectsOf(secret, Key);
    return Values.some((value) => {
      const isNegated = value.startsWith('!');
      const text = isNegated ? value.slice(1) : value;
      return subjects.some((subject) => begins(subject, text, Key)) !== isNegated;
    });
  });
}

/** Names are compared as they are; what else is told of a secret without regard to case, word by word. */
function begins(subject: string, text: string, key: string): boolean {
  if (key !== 'description' && key !== 'all') return subject.startsWith(text);
  const words = [subject, ...subject.split(/[\s/_+=.@-]+/)].map((word) => word.toLowerCase());
  return words.some((word) => word.startsWith(text.toLowerCase()));
}

function subjectsOf({ name, description, tags }: Secret, key: string): string[] {
  switch (key) {
    case 'name':
      return [name];
    case 'description':
      return [description ?? ''];
    case 'tag-key':
      return tags.map(({ Key }) => Key);
    case 'tag-value':
      return tags.map(({ Value }) => Value);
    case 'all':
      return [name, description ?? '', ...tags.flatMap(({ Key, Value }) => [Key, Value])];
    default:
      return [];
  }
}
