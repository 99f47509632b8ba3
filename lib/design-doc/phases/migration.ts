import type { Component, SystemModel } from '#lib/scan/schema';
import { type Block, heading, list, mono, note, type Phrase, paragraph, table } from '../content.ts';
import { type DesignContext, needsInput, said } from '../context.ts';
import { listed } from '../proposal/read-use-cases.ts';
import { knownAnswer } from '../questions/question-bank.ts';
import { joined, limited, named, type SectionBody } from './section-body.ts';

export interface Replacement {
  readonly from: string;
  readonly to: string;
}

/** "OrdersDatabase -> OrdersTable", "replace A with B", "from A to B", one after another. */
export function readReplacements(text: string): Replacement[] {
  return listed(text).flatMap(({ text: line }) => {
    const match =
      /^(.{1,120}?)\s*(?:->|→|=>)\s*(.{1,120}?)(?:,?\s+because\b.*|,.*|\.\s.*)?$/i.exec(line) ??
      /\breplac\w+\s+(.{1,120}?)\s+(?:with|by)\s+(.{1,120}?)(?:,.*|\.\s.*|\s+because\b.*)?$/i.exec(line) ??
      /\bfrom\s+(.{1,120}?)\s+to\s+(.{1,120}?)(?:,.*|\.\s.*|\s+because\b.*)?$/i.exec(line);
    const [, from, to] = match ?? [];
    return from && to ? [{ from: from.trim(), to: to.trim() }] : [];
  });
}

const stores: readonly Component['kind'][] = ['table', 'database', 'bucket', 'cache'];
const shownKinds: readonly Component['kind'][] = [
  ...stores,
  'api',
  'function',
  'queue',
  'topic',
  'bus',
  'stream',
  'state-machine',
  'user-pool',
  'rule',
  'schedule',
];

function difference(context: DesignContext, target: SystemModel): Block[] {
  const before = context.index.model.components.filter(({ kind }) => shownKinds.includes(kind));
  const after = target.components.filter(({ kind }) => shownKinds.includes(kind));
  const gone = before.filter(({ id }) => !after.some((one) => one.id === id));
  const fresh = after.filter(({ id }) => !before.some((one) => one.id === id));
  const changed = before.flatMap((one) => {
    const other = after.find(({ id }) => id === one.id);
    const differing = other
      ? one.properties.filter(({ name, value }) =>
          other.properties.some((same) => same.name === name && same.value !== value),
        )
      : [];
    return differing.map(
      ({ name, value }): Phrase => [
        mono(one.id),
        ` ${name}: ${String(value)} becomes ${String(other?.properties.find((same) => same.name === name)?.value)}`,
      ],
    );
  });
  const cut = (items: readonly Phrase[]): Phrase => {
    const { shown, rest } = limited(items, 30);
    return shown.length === 0 ? ['nothing'] : [...joined(shown), ...(rest > 0 ? [`, and ${rest} more`] : [])];
  };
  return [
    table(
      ['Change', 'Components'],
      [
        [['Goes'], cut(gone.map(({ id }) => named(context, 'migration', id)))],
        [['Comes'], cut(fresh.map(({ id, kind }): Phrase => [mono(id), ` (${kind})`]))],
        [['Changes'], cut(changed)],
      ],
    ),
  ];
}

/** Stores whose data has to move: those replaced by name, else those that the target no longer has. */
function movingStores(context: DesignContext, replacements: readonly Replacement[]): Replacement[] {
  const { model } = context.index;
  const small = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const byName = replacements.filter(({ from }) =>
    model.components.some(
      ({ id, kind, name }) =>
        stores.includes(kind) &&
        [small(id), small(name)].some((one) => small(from).includes(one) || one.includes(small(from))),
    ),
  );
  if (byName.length > 0) return byName;
  const target = context.input.targetModel;
  if (!target) return [];
  const comes = target.components.filter(
    ({ id, kind }) => stores.includes(kind) && !model.components.some((one) => one.id === id),
  );
  const goes = model.components.filter(
    ({ id, kind }) => stores.includes(kind) && !target.components.some((one) => one.id === id),
  );
  const first = comes[0];
  return first ? goes.map(({ id }, position) => ({ from: id, to: comes[position]?.id ?? first.id })) : [];
}

function phasesOf({ from, to }: Replacement, writers: readonly string[], readers: readonly string[]): Phrase[][] {
  const who = (ids: readonly string[]): Phrase =>
    ids.length > 0
      ? joined(ids.slice(0, 10).map((id): Phrase => [mono(id)]))
      : ['those that write it (not in the source)'];
  return [
    [
      ['1. Dual write'],
      [...who(writers), ' write to ', mono(from), ' and ', mono(to), '; ', mono(from), ' stays the truth.'],
      ['Every write is in both; failures of the second are counted, not shown to callers.'],
    ],
    [
      ['2. Backfill'],
      [
        'Copy what is in ',
        mono(from),
        ' to ',
        mono(to),
        ' in key order, keeping time stamps; a newer dual-written record wins.',
      ],
      ['Counts are equal, and a sample of records is equal field by field.'],
    ],
    [
      ['3. Shadow read'],
      [...who(readers), ' read both and compare; callers get ', mono(from), '.'],
      ['Differences stay below the rollback trigger.'],
    ],
    [
      ['4. Cutover'],
      [
        'Readers move to ',
        mono(to),
        ' by share of traffic, behind a flag; then ',
        mono(to),
        ' is the truth; writes still go to both.',
      ],
      ['Errors and latency stay below the rollback trigger at each share.'],
    ],
    [
      ['5. Cleanup'],
      ['Stop writing ', mono(from), ', keep a snapshot, then remove it and the flag.'],
      ['Nothing has read it for the stated time.'],
    ],
  ];
}

function rollback(context: DesignContext, moving: readonly Replacement[]): Block[] {
  const trigger = said(context, 'migration', 'migration-rollback');
  return [
    heading(3, 'Rollback'),
    paragraph('Trigger: ', ...(trigger ?? needsInput('migration-rollback'))),
    list(
      moving.length > 0
        ? moving.map(
            ({ from, to }): Phrase => [
              'Set the flag back so that readers use ',
              mono(from),
              '; it has every write as long as phase 5 has not begun. Then find out what ',
              mono(to),
              ' lacks.',
            ],
          )
        : [['Send traffic back to the current system, which stays deployed until the cleanup.']],
      true,
    ),
  ];
}

/** Current and target, and the way between: phases for each store whose data moves, by the rule dual-write-backfill-cutover. */
export function buildMigration(context: DesignContext): SectionBody {
  const { index, input } = context;
  const stated = said(context, 'migration', 'migration-target');
  const answer = knownAnswer(input, 'migration-target');
  const replacements = answer ? readReplacements(answer.text) : [];
  const moving = movingStores(context, replacements);
  const accessOf = (name: string, kinds: 'reads' | 'writes') => {
    const small = name.toLowerCase().replace(/[^a-z0-9]/g, '');
    const store = index.model.components.find(
      ({ id, kind }) =>
        stores.includes(kind) &&
        (id.toLowerCase() === small || small.includes(id.toLowerCase()) || id.toLowerCase().includes(small)),
    );
    if (!store) return [];
    const by =
      index
        .store(store.id)
        ?.accessPatterns.filter(({ operation }) => /Get|Query|Scan/.test(operation) === (kinds === 'reads'))
        .flatMap(({ by: one }) => one ?? []) ?? [];
    return [...new Set([...by, ...index.incoming(store.id, kinds).map(({ from }) => from)])];
  };
  return {
    blocks: [
      heading(3, 'Current and target'),
      paragraph('Target: ', ...(stated ?? needsInput('migration-target'))),
      ...(replacements.length > 0
        ? [
            table(
              ['Today', 'Then'],
              replacements.map(({ from, to }): Phrase[] => [[from], [to]]),
            ),
          ]
        : []),
      ...(input.targetModel ? difference(context, input.targetModel) : []),
      heading(3, 'Phases'),
      ...moving.flatMap((one): Block[] => [
        paragraph('From ', mono(one.from), ' to ', mono(one.to), ' (rule dual-write-backfill-cutover):'),
        table(
          ['Phase', 'What happens', 'Done when'],
          phasesOf(one, accessOf(one.from, 'writes'), accessOf(one.from, 'reads')),
        ),
      ]),
      ...(moving.length === 0
        ? [
            note(
              'input',
              stated
                ? 'The target names no store of the source, so which data moves is open. Say it as “A -> B”, one a line.'
                : 'Phases follow from the target. ',
              ...(stated ? [] : needsInput('migration-target')),
            ),
          ]
        : []),
      paragraph(
        'Downtime and dates: ',
        ...(said(context, 'migration', 'migration-downtime') ?? needsInput('migration-downtime')),
      ),
      ...rollback(context, moving),
    ],
  };
}
