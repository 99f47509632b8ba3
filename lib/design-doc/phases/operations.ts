import { dollars, estimateCost, shownNumber } from '../capacity/cost.ts';
import { bottleneckOf, type Limit, limitsOfDesign } from '../capacity/limits.ts';
import { durationOf, loadOf, peakOf } from '../capacity/load.ts';
import { designPrices, priceTableOf } from '../capacity/price-table.ts';
import { type Block, code, heading, list, mono, note, type Phrase, paragraph, table } from '../content.ts';
import { cited, type DesignContext, needsInput, said, shows } from '../context.ts';
import { watchedBy } from '../facts/coverage.ts';
import { componentElement, relationElement } from '../facts/element-facts.ts';
import { readBudget } from '../facts/quantities.ts';
import { knownAnswer } from '../questions/question-bank.ts';
import { joined, limited, named, property, type SectionBody } from './section-body.ts';

export function buildCapacity(context: DesignContext): SectionBody {
  const section = 'capacity';
  const { index } = context;
  const load = loadOf(context);
  const known = knownAnswer(context.input, 'load');
  const peak = peakOf(context);
  const functions = limited(index.ofKind('function'), shows(context, section, 'comprehensive') ? 300 : 60);
  const of = (component: Parameters<typeof property>[2], name: string, unit: string, fallback: string): Phrase =>
    property(context, section, component, name, unit) ?? [fallback];
  const rows = functions.shown.map((one): Phrase[] => [
    named(context, section, one),
    of(one, 'MemorySize', ' MB', '128 MB (default)'),
    of(one, 'Timeout', ' s', '3 s (default)'),
    of(one, 'ReservedConcurrentExecutions', '', 'none'),
    of(one, 'Runtime', '', 'not stated'),
  ]);
  const rates: Block[] = load
    ? [
        table(
          ['Load', 'Requests a second'],
          [
            [['Stated'], [...(said(context, section, 'load') ?? []), ` = ${shownNumber(load.perSecond)}/s`]],
            [['Ten times'], [`${shownNumber(load.perSecond * 10)}/s`]],
            [
              ['Peak'],
              peak
                ? [`${shownNumber(load.perSecond * peak.value)}/s, `, ...(said(context, section, 'peak-load') ?? [])]
                : needsInput('peak-load'),
            ],
          ],
        ),
      ]
    : [note('input', ...(known ? [`“${known.text}” states no rate. `] : []), ...needsInput('load'))];
  return {
    blocks: [
      heading(3, 'Load'),
      ...rates,
      paragraph('Growth: ', ...(said(context, section, 'growth') ?? needsInput('growth'))),
      paragraph('Data: ', ...(said(context, section, 'data-volume') ?? needsInput('data-volume'))),
      ...(rows.length > 0
        ? [heading(3, 'Functions'), table(['Function', 'Memory', 'Timeout', 'Reserved concurrency', 'Runtime'], rows)]
        : []),
      ...(functions.rest > 0 ? [paragraph(`and ${functions.rest} more.`)] : []),
    ],
  };
}

export function buildCost(context: DesignContext): SectionBody {
  const section = 'cost';
  const { claims, input } = context;
  const estimate = estimateCost(context);
  const budgetText = said(context, section, 'budget');
  const budgetAnswer = knownAnswer(input, 'budget');
  const budget = budgetAnswer ? readBudget(budgetAnswer.text) : null;
  if (!estimate) {
    const known = knownAnswer(input, 'load');
    const why: Phrase = loadOf(context)
      ? ['Nothing in the model takes requests, so nothing can be priced.']
      : known
        ? [`“${known.text}” states no rate, such as requests per second. `, ...needsInput('load')]
        : needsInput('load');
    return {
      blocks: [
        note('input', 'Cost follows from load, and none is invented: ', ...why),
        paragraph('Budget: ', ...(budgetText ?? needsInput('budget'))),
      ],
    };
  }
  const rows = estimate.lines.map(({ what, price, usd, usdAt10, quantity, formula, sources }): Phrase[] => {
    const { unit, usd: each } = designPrices[price];
    const text = `${what}: ${formula} = ${shownNumber(quantity)} ${unit}s a month at $${Number(each.toPrecision(6))} each is ${dollars(usd)}.`;
    const mark = claims.state(section, `cost ${what}`, [text], [{ kind: 'computed', id: 'cost' }, ...sources], 0.8);
    return [
      [what, mark],
      [formula],
      [`${shownNumber(quantity)} ${unit}s`],
      [`$${Number(each.toPrecision(6))}`],
      [dollars(usd)],
      [dollars(usdAt10)],
    ];
  });
  const totals = `${dollars(estimate.total)} a month at the stated load, ${dollars(estimate.totalAt10)} at ten times it.`;
  const total = claims.state(
    section,
    'cost total',
    [totals],
    [{ kind: 'computed', id: 'cost' }, ...(loadOf(context)?.sources ?? [])],
    0.8,
  );
  const verdict =
    budget === null
      ? null
      : estimate.totalAt10 <= budget
        ? 'What is priced fits the budget even at ten times the load.'
        : estimate.total <= budget
          ? 'What is priced fits the budget at the stated load, not at ten times it.'
          : 'What is priced is above the budget already at the stated load.';
  const brief = !shows(context, section, 'standard');
  return {
    blocks: [
      paragraph({ strong: totals }, total),
      brief
        ? table(
            ['What', 'A month', 'At 10×'],
            rows.map((row) => [row[0] ?? [], row[4] ?? [], row[5] ?? []]),
          )
        : table(
            ['What', 'Formula', 'Quantity a month', 'Unit price', 'A month', 'At 10×'],
            [...rows, [[{ strong: 'Total' }], [], [], [], [dollars(estimate.total)], [dollars(estimate.totalAt10)]]],
          ),
      paragraph(
        `List prices of us-east-1 in USD as of ${priceTableOf}, without free tiers, discounts and taxes. Each operation and event counts once per request, as how often a loop runs is not in the source.`,
      ),
      paragraph('Budget: ', ...(budgetText ?? needsInput('budget')), ...(verdict ? [` ${verdict}`] : [])),
      ...(estimate.missing.length > 0
        ? [
            paragraph('Not in these figures:'),
            list(
              estimate.missing.map(
                ({ what, question }): Phrase => (question ? [what, '; ', ...needsInput(question)] : [what]),
              ),
            ),
          ]
        : []),
    ],
  };
}

const percent = (used: number | null, limit: number) =>
  used === null ? '' : ` (${Number(((used / limit) * 100).toPrecision(3))} %)`;

export function buildScalingLimits(context: DesignContext): SectionBody {
  const section = 'scaling-limits';
  const limits = limitsOfDesign(context);
  const bottleneck = bottleneckOf(limits);
  if (limits.length === 0) return { blocks: [paragraph('Nothing in the model has a limit that the load would meet.')] };
  const { shown, rest } = limited(limits, shows(context, section, 'comprehensive') ? 200 : 40);
  const cell = (limit: Limit, used: number | null): Phrase =>
    used === null
      ? limit.missing
        ? needsInput(limit.missing)
        : ['unknown']
      : [`${shownNumber(used)}${percent(used, limit.limit)}`];
  const rows = shown.map((limit): Phrase[] => {
    const text = `${limit.what}: limit ${shownNumber(limit.limit)} ${limit.unit}, from ${limit.from}.`;
    const mark = context.claims.state(
      section,
      limit.what,
      [text],
      [
        { kind: 'computed', id: 'limits' },
        ...(limit.place ? [{ kind: 'file' as const, id: limit.place.file, line: limit.place.line }] : []),
        ...(loadOf(context)?.sources ?? []),
      ],
      0.8,
    );
    return [
      [limit.what, mark],
      [`${shownNumber(limit.limit)} ${limit.unit}`],
      [limit.from],
      cell(limit, limit.used),
      cell(limit, limit.usedAt10),
    ];
  });
  const spread = bottleneck?.from.startsWith('one partition')
    ? ' The figure is for one partition; keys that spread writes raise it.'
    : '';
  return {
    blocks: [
      table(['What', 'Limit', 'From', 'Used', 'Used at 10×'], rows),
      ...(rest > 0 ? [paragraph(`and ${rest} more.`)] : []),
      bottleneck
        ? paragraph(
            { strong: 'Bottleneck: ' },
            `${bottleneck.what} is used up first: ${shownNumber(bottleneck.used ?? 0)} of ${shownNumber(bottleneck.limit)} ${bottleneck.unit}, so the stated load may grow ${shownNumber(bottleneck.limit / (bottleneck.used ?? 1))} times before it is met.${spread}`,
          )
        : note('input', 'Which limit is met first follows from the load: ', ...needsInput('load')),
      ...(durationOf(context) ? [] : [paragraph('Concurrency: ', ...needsInput('function-duration'))]),
    ],
  };
}

/** Steps for those who operate: for each dead-letter queue, each alarm and each provisioned table of the source. */
export function buildRunbooks(context: DesignContext): SectionBody {
  const section = 'runbooks';
  const { index } = context;
  const dead = [...new Map(index.incomingOf('dead-letters').map((one) => [one.to, one])).values()].slice(0, 20);
  const queues = dead.flatMap(({ from, kind, to }): Block[] => {
    const found = context.claims.cite(section, relationElement(from, kind, to), 'exists');
    return [
      heading(3, 'Messages in ', mono(to), ...(found ? [found.mark] : [])),
      list(
        [
          ['Look at one message; its cause is in the logs of what ', mono(from), ' feeds.'],
          ['Repair the cause first; a message sent again into the same fault comes back.'],
          ['Send them again:'],
        ],
        true,
      ),
      code('bash', `aws sqs start-message-move-task --source-arn "<ARN of ${to.replace(/[^\w-]/g, '')}>"`),
    ];
  });
  const alarms = index
    .ofKind('alarm')
    .slice(0, 20)
    .flatMap((alarm): Block[] => {
      const metric = property(context, section, alarm, 'MetricName');
      const watched = watchedBy(index, alarm.id);
      return [
        heading(3, 'Alarm ', ...named(context, section, alarm)),
        list(
          [
            ['Metric: ', ...(metric ?? ['not stated'])],
            [
              'Look first at: ',
              ...(watched.length > 0
                ? joined(watched.map((id): Phrase => [mono(id)]))
                : ['what the alarm’s definition names']),
            ],
            [
              'Then at what it waits for: ',
              ...(() => {
                const after = watched.flatMap((id) =>
                  index.outgoing(id, 'reads', 'writes', 'invokes').map(({ to }) => to),
                );
                return after.length > 0
                  ? joined([...new Set(after)].map((id): Phrase => [mono(id)]))
                  : ['nothing that the source shows'];
              })(),
            ],
          ],
          true,
        ),
      ];
    });
  const tables = index.ofKind('table').flatMap((one): Block[] => {
    const units = cited(context, section, componentElement(one.id), 'ProvisionedThroughput.WriteCapacityUnits');
    return units
      ? [
          heading(3, mono(one.id), ' is throttled'),
          list([['It has ', ...units, ' write units; raise them or change to on-demand billing.']]),
        ]
      : [];
  });
  const blocks = [...queues, ...alarms, ...tables];
  return {
    blocks:
      blocks.length > 0
        ? blocks
        : [
            paragraph(
              'The source has no dead-letter queue, alarm or provisioned table that a runbook could start from.',
            ),
          ],
  };
}
