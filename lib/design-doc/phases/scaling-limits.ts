import { bottleneckOf, type Limit, limitsOfDesign } from '../capacity/limits.ts';
import { durationOf, loadOf } from '../capacity/load.ts';
import { shownNumber } from '../capacity/shown-number.ts';
import { note, type Phrase, paragraph, table } from '../content.ts';
import { type DesignContext, needsInput, shows } from '../context.ts';
import { sourceAt } from '../facts/claim-book.ts';
import { limited, type SectionBody } from './section-body.ts';

const percent = (used: number | null, limit: number) =>
  used === null ? '' : ` (${Number(((used / limit) * 100).toPrecision(3))} %)`;

function bottleneckText({ what, used, limit, unit, from }: Limit): string {
  const spread = from.startsWith('one partition')
    ? ' The figure is for one partition; keys that spread writes raise it.'
    : '';
  const share = `${shownNumber(used ?? 0)} of ${shownNumber(limit)} ${unit}`;
  const room = limit / (used ?? 1);
  if (room < 1) return `${what} is exceeded already at the stated load: ${share}.${spread}`;
  return `${what} is used up first: ${share}, so the stated load may grow ${shownNumber(room)} times before it is met.${spread}`;
}

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
        ...(limit.place ? [sourceAt(limit.place)] : []),
        ...(loadOf(context)?.sources ?? []),
      ],
      0.8,
    );
    return [
      [limit.what, mark],
      [`${shownNumber(limit.limit)} ${limit.unit}`],
      [limit.from],
      cell(limit, limit.used),
      limit.used === null ? ['follows from it'] : cell(limit, limit.usedAt10),
    ];
  });
  return {
    blocks: [
      table(['What', 'Limit', 'From', 'Used', 'Used at 10×'], rows),
      ...(rest > 0 ? [paragraph(`and ${rest} more.`)] : []),
      bottleneck
        ? paragraph({ strong: 'Bottleneck: ' }, bottleneckText(bottleneck))
        : note('input', 'Which limit is met first follows from the load: ', ...needsInput('load')),
      ...(durationOf(context) ? [] : [paragraph('Concurrency: ', ...needsInput('function-duration'))]),
    ],
  };
}
