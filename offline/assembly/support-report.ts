import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { OfflineService } from '../kernel/service.ts';
import { compareText } from '../kernel/text-order.ts';
import { writeWhole } from '../kernel/write-whole.ts';
import { loadServices } from '../services/registry.ts';
import { OWN_RESOURCES } from './own-resources.ts';
import { type Treatment, TYPE_RULES, VALUE_RULES } from './support-table.ts';

export const README = path.join(import.meta.dirname, '..', 'README.md');
const [BEGIN, END] = [
  '<!-- resources:begin, by `node offline/assembly/support-report.ts` -->',
  '<!-- resources:end -->',
];

/** What of CloudFormation is emulated, and what not, as README.md shows it: made from the tables that a start judges by. */
export function supportReport(services: readonly Pick<OfflineService, 'name' | 'resources'>[]): string {
  const rows = [{ name: 'the assembly', resources: OWN_RESOURCES }, ...services]
    .filter(({ resources }) => Object.keys(resources).length > 0)
    .flatMap(({ name, resources }) =>
      Object.entries(resources)
        .toSorted(([left], [right]) => compareText(left, right))
        .map(([type, { ignored = {} }]) => `| ${name} | \`${type}\` | ${ignoredText(type, ignored)} |`),
    );
  return [
    '| taken by | resource | properties that are ignored, because |',
    '|---|---|---|',
    ...rows,
    '',
    '| not taken | resources |',
    '|---|---|',
    ...byReason('done', 'done by other means'),
    ...byReason('harmless', 'told at start, and ignored'),
    ...byReason('refused', '**refused**'),
    '| **refused** | every other type, and every property of the types above that is in no list |',
  ].join('\n');
}

function ignoredText(type: string, ignored: Readonly<Record<string, string>>): string {
  const values = Object.entries(VALUE_RULES[type] ?? {}).map(
    ([property, { kind, reason, whenText }]) =>
      `${kind === 'refused' ? '**refused** ' : ''}\`${property}\`${whenText ? ` if ${whenText}` : ''}: ${reason}`,
  );
  const reasons = Map.groupBy(Object.entries(ignored), ([, reason]) => reason);
  const plain = [...reasons].map(
    ([reason, entries]) => `${entries.map(([name]) => `\`${name}\``).join(' ')}: ${reason}`,
  );
  return [...plain, ...values].map((text) => text.replaceAll('|', '\\|')).join('; ');
}

function byReason(kind: Treatment['kind'], heading: string): string[] {
  const entries = Object.entries(TYPE_RULES).flatMap(([type, rules]) =>
    rules.filter((rule) => rule.kind === kind).map((rule) => ({ type, rule })),
  );
  return [...Map.groupBy(entries, ({ rule }) => rule.reason)].map(([reason, members]) => {
    const types = members.map(({ type, rule }) => `\`${type}\`${rule.whenText ? ` (${rule.whenText})` : ''}`);
    return `| ${heading}: ${reason} | ${types.join(' ')} |`;
  });
}

/** The README with the report in its place. @throws Error when it has no place for one */
export function withReport(readme: string, report: string): string {
  const [before, rest] = readme.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${README} lacks the marks ${BEGIN} and ${END}`);
  return `${before}${BEGIN}\n${report}\n${END}${after}`;
}

if (process.argv[1] === import.meta.filename) {
  writeWhole(README, withReport(readFileSync(README, 'utf8'), supportReport(await loadServices())));
}
