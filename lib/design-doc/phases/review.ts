import { estimateCost } from '../capacity/cost.ts';
import { dollars } from '../capacity/shown-number.ts';
import { checklistOf } from '../completeness/checklist.ts';
import { type Block, heading, list, mono, note, type Phrase, paragraph, table } from '../content.ts';
import { type DesignContext, needsInput, said } from '../context.ts';
import { componentElement, lookUp } from '../facts/element-facts.ts';
import { distinctOperations } from '../facts/operations.ts';
import { revisionsOf } from '../revision/revision-history.ts';
import { namesAndMarks } from './grouped.ts';
import { risksOf } from './risks.ts';
import { counted, joined, limited, named, type SectionBody } from './section-body.ts';
import { glossaryOf, referencesOf } from './vocabulary.ts';

const marks = { complete: 'complete', incomplete: 'incomplete', 'needs input': 'needs input' } as const;

/** Several templates may hold the same thing: how many names there are, where that is less. */
function repeated({ index }: DesignContext): string {
  const all = index.ofKind('function');
  const names = new Set(all.map(({ id }) => id)).size;
  const operations = index.model.apis.length;
  const distinct = distinctOperations(index).length;
  const parts = [
    ...(distinct < operations ? [`${distinct} operations without repetitions and preflights`] : []),
    ...(names < all.length ? [`${names} functions by name, as several templates hold the same`] : []),
  ];
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
}

/** Decisions that can be read off the model, each with the rule by which it is read. */
function decisions(context: DesignContext): Phrase[] {
  const { index } = context;
  const section = 'executive-summary';
  const count = (kind: string, one: string, many: string) => counted(context, section, kind, one, many);
  const found: Phrase[] = [];
  if (index.model.apis.length > 0) {
    const graphql = index.model.apis.filter(({ method }) => /^(?:QUERY|MUTATION|SUBSCRIPTION)$/.test(method)).length;
    const style = graphql === 0 ? 'REST' : graphql === index.model.apis.length ? 'GraphQL' : 'REST and GraphQL';
    found.push([
      `Interface: ${style}, `,
      ...count('apis', 'operation', 'operations'),
      ', answered by ',
      ...count('function', 'function', 'functions'),
      repeated(context),
      '.',
    ]);
  } else if (index.ofKind('function').length > 0)
    found.push([
      'No API: work is started by events, queues or schedules; ',
      ...count('function', 'function', 'functions'),
      '.',
    ]);
  if (index.model.stores.length > 0) {
    const indexes = index.model.stores.reduce((sum, store) => sum + store.indexes.length, 0);
    found.push([
      'Data: ',
      ...count('stores', 'DynamoDB table', 'DynamoDB tables'),
      indexes === 0
        ? ' without a secondary index.'
        : ` with ${indexes} secondary ${indexes === 1 ? 'index' : 'indexes'} in all.`,
    ]);
  }
  if (index.model.events.length > 0)
    found.push(['Parts are decoupled by events: ', ...count('events', 'kind of event', 'kinds of events'), '.']);
  if (index.ofKind('state-machine').length > 0)
    found.push(['Long work is driven by ', ...count('state-machine', 'state machine', 'state machines'), '.']);
  const pools = index.ofKind('user-pool');
  if (pools.length > 0) found.push(['Callers sign in at ', ...namesAndMarks(context, section, pools, 6), '.']);
  return found;
}

export function buildSummary(context: DesignContext): SectionBody {
  const { input, index } = context;
  const section = 'executive-summary';
  const all = risksOf(context, section);
  const grave = all.filter(({ severity }) => severity !== 'low');
  const risks = (grave.length > 0 ? grave : all).slice(0, 3);
  const estimate = estimateCost(context);
  const items = checklistOf(context);
  const of = (status: string) => items.filter((item) => item.status === status).length;
  const purpose = input.project.description?.trim() ?? '';
  const stated = purpose === '' ? said(context, section, 'scope') : null;
  const found = decisions(context);
  const cost: Phrase = estimate
    ? [
        `${dollars(estimate.total)} a month at the stated load, ${dollars(estimate.totalAt10)} at ten times it`,
        context.claims.state(
          section,
          'cost',
          [`Cost a month: ${dollars(estimate.total)}; at ten times the load ${dollars(estimate.totalAt10)}.`],
          [{ kind: 'computed', id: 'cost' }],
          0.8,
        ),
        '; what is not in it stands in section “Cost”.',
      ]
    : needsInput('load');
  return {
    blocks: [
      ...(purpose !== ''
        ? [paragraph(purpose)]
        : stated
          ? [paragraph(...stated)]
          : [note('input', ...needsInput('scope'))]),
      heading(3, context.isProposed ? 'Proposed decisions' : 'Key decisions found in the source'),
      found.length > 0
        ? list(found)
        : paragraph(
            index.model.components.length === 0
              ? 'Nothing is known to decide on yet.'
              : 'The source holds no API, table, event or state machine.',
          ),
      heading(3, 'Gravest risks'),
      risks.length > 0
        ? list(
            risks.map(
              ({ title, severity, why, claims }): Phrase => [
                { strong: `${title} (${severity}): ` },
                why,
                ...claims.map((cite) => ({ cite })),
              ],
            ),
          )
        : paragraph('No rule found one.'),
      heading(3, 'Cost'),
      paragraph(...cost),
      heading(3, 'State of this document'),
      paragraph(
        `Of ${items.length} items of the checklist ${of('complete')} are complete, ${of('incomplete')} incomplete, ${of('needs input')} need input.`,
      ),
    ],
  };
}

export function buildCompleteness(context: DesignContext): SectionBody {
  const rows = checklistOf(context).map(({ title, status, why, questions }): Phrase[] => [
    [title],
    [marks[status]],
    [why],
    questions.length > 0 ? joined(questions.map((id): Phrase => [mono(id)])) : [''],
  ]);
  return { blocks: [table(['Item', 'Status', 'Why', 'Questions'], rows)] };
}

/** Steps follow from what is open: inputs first, then what is incomplete, then grave risks, then the review itself. */
export function buildNextSteps(context: DesignContext): SectionBody {
  const items = checklistOf(context);
  const risks = risksOf(context, 'next-steps').filter(({ severity }) => severity === 'high');
  const asked = [
    ...new Set(items.filter(({ status }) => status === 'needs input').flatMap(({ questions }) => questions)),
  ];
  const open = items.filter(({ status }) => status === 'incomplete');
  const steps: Phrase[] = [
    ...(asked.length > 0
      ? [[`Answer ${asked.length} questions: `, ...joined(asked.map((id): Phrase => [mono(id)])), '.']]
      : []),
    ...open.map(({ title, why }): Phrase => [`Complete “${title}”: ${why}`]),
    ...risks.slice(0, 10).map(({ id, title, mitigation }): Phrase => [`Mitigate ${id}, ${title}: ${mitigation}`]),
    asked.length + open.length === 0
      ? ['Hold the technical review; nothing is open.']
      : ['Hold the technical review on what is complete, and decide who closes the rest.'],
    ...(context.isProposed
      ? [['Build the first use case end to end, and compare its source with this document.']]
      : [['After each change of the source, scan it again: drift names the claims that no longer hold.']]),
  ];
  return { blocks: [list(steps, true)] };
}

export function buildGlossary(context: DesignContext): SectionBody {
  const terms = glossaryOf(context);
  return {
    blocks: [
      terms.length > 0
        ? table(
            ['Term', 'Meaning'],
            terms.map(({ term, meaning }): Phrase[] => [[{ strong: term }], [meaning]]),
          )
        : paragraph('No term needs explaining yet.'),
    ],
  };
}

export function buildReferences(context: DesignContext): SectionBody {
  const { input, index } = context;
  const documents = [...new Map(input.documents.map((one) => [one.documentId, one.documentName])).values()];
  const links = referencesOf(index);
  const blocks: Block[] = [
    ...(links.length > 0 ? [list(links.map(({ text, href }): Phrase => [{ link: href, text }]))] : []),
    ...(documents.length > 0 ? [paragraph('Documents: ', documents.join(', '), '.')] : []),
    ...(input.partial ? [paragraph(`Partial design: ${input.partial.name ?? 'as given'}.`)] : []),
  ];
  return { blocks: blocks.length > 0 ? blocks : [paragraph('Nothing is referred to.')] };
}

export function buildRevisionHistory(context: DesignContext): SectionBody {
  const rows = revisionsOf(context.given).map(({ version, date, author, changes }): Phrase[] => [
    [version],
    [date],
    [author],
    [changes],
  ]);
  return { blocks: [table(['Version', 'Date', 'By', 'Changes'], rows)] };
}

export function buildInventory(context: DesignContext): SectionBody {
  const section = 'component-inventory';
  const { shown, rest } = limited(context.index.model.components, 400);
  if (shown.length === 0) return { blocks: [paragraph('There is no component.')] };
  return {
    blocks: [
      table(
        ['Component', 'Type', 'Properties'],
        shown.map((one): Phrase[] => {
          const properties = limited(one.properties, 12);
          return [
            named(context, section, one),
            [mono(one.type)],
            properties.shown.length === 0
              ? ['none']
              : [
                  ...joined(
                    properties.shown.map(({ name, value }): Phrase => {
                      const fact = lookUp(context.index.model, componentElement(one.id), name);
                      const found = fact ? context.claims.cite(section, componentElement(one.id), name) : null;
                      return [mono(`${name}: ${String(value).slice(0, 120)}`), ...(found ? [found.mark] : [])];
                    }),
                  ),
                  ...(properties.rest > 0 ? [`, and ${properties.rest} more`] : []),
                ],
          ];
        }),
      ),
      ...(rest > 0 ? [paragraph(`and ${rest} more.`)] : []),
    ],
  };
}
