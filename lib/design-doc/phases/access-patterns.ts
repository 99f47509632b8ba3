import type { Store } from '#lib/scan/schema';
import { type Block, code, heading, mono, note, type Phrase, paragraph, table } from '../content.ts';
import { type DesignContext, needsInput, said, shows } from '../context.ts';
import { patternElement } from '../facts/element-facts.ts';
import { distinctPatterns, untouchedIndexes, untouchedStores } from '../facts/model-index.ts';
import { joined, type SectionBody } from './section-body.ts';

const mostPatterns = 300;

/** Each pattern with a key condition as the call that it is, for those who write the next one. */
function examples(context: DesignContext): Block[] {
  const calls = context.index.model.stores.flatMap((store) =>
    distinctPatterns(store)
      .filter(({ keyCondition }) => keyCondition !== null)
      .map(({ operation, index, keyCondition }) => {
        const isQuery = operation === 'Query';
        const condition = `${isQuery ? 'KeyConditionExpression' : 'Key or condition'}: ${JSON.stringify(keyCondition)}`;
        return [
          `// ${operation}`,
          `TableName: <name of ${store.id}>`,
          ...(index ? [`IndexName: ${JSON.stringify(index)}`] : []),
          condition,
        ].join('\n');
      }),
  );
  const different = [...new Set(calls)].slice(0, 20);
  return different.length === 0 ? [] : [heading(3, 'Calls'), code('text', different.join('\n\n'))];
}

/** The template of a table whose id several have. */
const whereOf = ({ index }: DesignContext, { id, source }: Store): string[] =>
  index.isShared(id) ? [` in ${source.file}`] : [];

export function buildAccessPatterns(context: DesignContext): SectionBody {
  const section = 'access-patterns';
  const stated = said(context, section, 'access-patterns');
  const stores = context.index.model.stores;
  let number = 0;
  let left = mostPatterns;
  const rows = stores.flatMap((store) => {
    const patterns = distinctPatterns(store).slice(0, left);
    left -= patterns.length;
    return patterns.map((pattern): Phrase[] => {
      number += 1;
      const found = context.claims.cite(section, patternElement(store.id, pattern), 'exists');
      return [
        [String(number)],
        [mono(store.id), ...whereOf(context, store)],
        [mono(pattern.operation), ...(found ? [found.mark] : [])],
        pattern.index ? [mono(pattern.index)] : ['table'],
        pattern.keyCondition
          ? [mono(pattern.keyCondition)]
          : [pattern.operation === 'Scan' ? 'none: reads every item' : 'not in the code that was read'],
        pattern.by ? [mono(pattern.by)] : ['code of no component'],
      ];
    });
  });
  const rest = stores.reduce((sum, store) => sum + distinctPatterns(store).length, 0) - rows.length;
  const queries = shows(context, section, 'comprehensive') ? examples(context) : [];
  const unused = untouchedStores(context.index);
  const quiet = untouchedIndexes(context.index).map(
    ({ store, index }) => `${index} of ${store.id}${whereOf(context, store).join('')}`,
  );
  return {
    blocks: [
      ...(stated ? [paragraph('Stated: ', ...stated)] : []),
      ...(rows.length === 0
        ? [
            context.isProposed
              ? note('input', ...needsInput('access-patterns'))
              : paragraph('No access to a table was found in the code that was read.'),
          ]
        : [
            table(['No.', 'Table', 'Operation', 'On', 'Key condition', 'By'], rows),
            ...(rest > 0 ? [paragraph(`and ${rest} more.`)] : []),
          ]),
      ...queries,
      ...(unused.length > 0 && !context.isProposed
        ? [
            paragraph(
              'No access was found in the code to: ',
              ...joined(unused.map((store): Phrase => [mono(store.id), ...whereOf(context, store)])),
              '. What reaches them by an API’s own resolvers is in the API contracts.',
            ),
          ]
        : []),
      ...(quiet.length > 0 && !context.isProposed
        ? [
            note(
              'warning',
              `Indexes that no code read here uses, though they are paid for with every write: ${quiet.slice(0, 30).join(', ')}.`,
            ),
          ]
        : []),
    ],
  };
}
