import { type ImplementationInput, implementationInputSchema } from '../schema.ts';

/** Keys whose texts choose between ways of the contract: they stay as they are. */
const chosen = new Set([
  'kind',
  'type',
  'direction',
  'pattern',
  'completeness',
  'section',
  'operator',
  'per',
  'effect',
  'start',
  'end',
  'startDate',
  'endDate',
  'dimension',
  'topic',
  'status',
  'certainty',
]);

/** The input with every text of people made hostile, each equal text by the same one, so that references still hold. */
export function poison(input: ImplementationInput, texts: readonly string[]): ImplementationInput {
  const given = new Map<string, string>();
  const replace = (text: string) => {
    const hostile = given.get(text) ?? `${texts[given.size % texts.length]}${text}`.slice(0, 80);
    given.set(text, hostile);
    return hostile;
  };
  const section = new Set<string>(input.design.sections.map(({ id }) => id));
  const poisoned: unknown = JSON.parse(
    JSON.stringify(input, (key, value: unknown) =>
      typeof value === 'string' && !chosen.has(key) && !section.has(value) ? replace(value) : value,
    ),
  );
  return implementationInputSchema.parse(poisoned);
}

/** Texts that break out of comments, strings, templates, documents or paths where they are not made safe. */
export const hostileTexts = [
  '*/ process.exit(3) /*',
  "'); process.exit(3); ('",
  '`${process.exit(3)}`',
  '${process.exit(3)}',
  '\\',
  '"\n- injected: true\n"',
  '../../../../etc/passwd\0',
  '__proto__',
  'constructor',
  '<script>process.exit(3)</script>',
  '// @ts-nocheck\n',
  '@ts-ignore ',
  '\u2028process.exit(3)//\u2029',
  '\u202eexit\u202c',
  '\ud800',
  'CON',
  '案件',
  '🙂',
  '```\n# heading\n```mermaid\n',
  '"];click c1 "javascript:alert(1)"',
  '!Ref AWS::AccountId',
  '=cmd|calc',
  'await',
  '1st ',
];
