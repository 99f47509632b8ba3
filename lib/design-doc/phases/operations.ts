import { estimateCost } from '../capacity/cost.ts';
import { loadOf, peakOf } from '../capacity/load.ts';
import { datesOf, designPrices } from '../capacity/price-table.ts';
import { dollars, shownNumber, unitPrice } from '../capacity/shown-number.ts';
import { type Block, heading, list, note, type Phrase, paragraph, table } from '../content.ts';
import { type DesignContext, needsInput, said, shows } from '../context.ts';
import { readBudget } from '../facts/quantities.ts';
import { knownAnswer } from '../questions/question-bank.ts';
import { grouped, type SubjectRow } from './grouped.ts';
import { limited, property, type SectionBody } from './section-body.ts';

export function buildCapacity(context: DesignContext): SectionBody {
  const section = 'capacity';
  const { index } = context;
  const load = loadOf(context);
  const known = knownAnswer(context.input, 'load');
  const peak = peakOf(context);
  const functions = limited(index.ofKind('function'), 300);
  const of = (component: Parameters<typeof property>[2], name: string, unit: string, fallback: string): Phrase =>
    property(context, section, component, name, unit) ?? [fallback];
  const sizes = functions.shown.map(
    (one): SubjectRow => ({
      subject: one,
      cells: [
        of(one, 'MemorySize', ' MB', '128 MB (default)'),
        of(one, 'Timeout', ' s', '3 s (default)'),
        of(one, 'ReservedConcurrentExecutions', '', 'none'),
        of(one, 'Runtime', '', 'not stated'),
      ],
    }),
  );
  const rows = grouped(context, section, sizes);
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
    const text = `${what}: ${formula} = ${shownNumber(quantity)} ${unit}s a month at ${unitPrice(each, unit)} is ${dollars(usd)}.`;
    const mark = claims.state(section, `cost ${what}`, [text], [{ kind: 'computed', id: 'cost' }, ...sources], 0.8);
    return [
      [what, mark],
      [formula],
      [`${shownNumber(quantity)} ${unit}s`],
      [unitPrice(each, unit)],
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
        `List prices of us-east-1 in USD of ${datesOf(estimate.lines.map(({ price }) => price))}, at the first tier, without free tiers, discounts and taxes. Each operation and event counts once per request, as how often a loop runs is not in the source.`,
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
