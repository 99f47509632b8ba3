import type { Component } from '#lib/scan/schema';
import { type Block, list, mono, type Phrase, paragraph, table } from '../content.ts';
import { type DesignContext, needsInput, said } from '../context.ts';
import { assumptionsOf } from './assumptions.ts';
import { byValue } from './grouped.ts';
import { risksOf } from './risks.ts';
import { limited, property, type SectionBody } from './section-body.ts';

const targets = [
  ['Throughput', 'load'],
  ['Peak', 'peak-load'],
  ['Growth', 'growth'],
  ['Latency', 'latency-target'],
  ['Availability', 'availability-target'],
  ['Recovery', 'recovery-targets'],
  ['Data volume', 'data-volume'],
  ['Cost', 'budget'],
  ['Compliance', 'compliance'],
] as const;

/** What the source sets today of each property that a target is about. */
function today(context: DesignContext): Phrase[][] {
  const section = 'non-functional-requirements';
  const { index } = context;
  const rows = [
    ['Timeout of functions', 'function', 'Timeout', ' s'],
    ['Memory of functions', 'function', 'MemorySize', ' MB'],
    ['Reserved concurrency', 'function', 'ReservedConcurrentExecutions', ''],
    ['Billing of tables', 'table', 'BillingMode', ''],
    ['Provisioned reads', 'table', 'ProvisionedThroughput.ReadCapacityUnits', ' RCU'],
    ['Provisioned writes', 'table', 'ProvisionedThroughput.WriteCapacityUnits', ' WCU'],
    ['Point-in-time recovery', 'table', 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', ''],
  ] as const;
  return rows.flatMap(([title, kind, name, unit]): Phrase[][] => {
    const values = index.ofKind(kind).flatMap((component): [Component, Phrase][] => {
      const value = property(context, section, component, name, unit);
      return value ? [[component, value]] : [];
    });
    return values.length === 0 ? [] : [[[title], byValue(context, section, values)]];
  });
}

export function buildRequirements(context: DesignContext): SectionBody {
  const section = 'non-functional-requirements';
  const rows = targets.map(([title, question]): Phrase[] => [
    [title],
    said(context, section, question) ?? needsInput(question),
  ]);
  const set = context.isProposed ? [] : today(context);
  return {
    blocks: [
      table(['Quality', 'Target'], rows),
      ...(set.length === 0 ? [] : [paragraph('What the source sets today:'), table(['Setting', 'Value'], set)]),
    ],
  };
}

export function buildAssumptions(context: DesignContext): SectionBody {
  const assumptions = assumptionsOf(context, 'assumptions');
  return {
    blocks:
      assumptions.length === 0
        ? [paragraph('Nothing is assumed: every statement rests on the source or on an answer.')]
        : [
            list(
              assumptions.map(
                ({ id, text, question, claims }): Phrase => [
                  { strong: id },
                  ` ${text}`,
                  ...claims.map((cite) => ({ cite })),
                  ...(question ? [' To be settled by question ', mono(question), '.'] : []),
                ],
              ),
            ),
          ],
  };
}

export function buildRisks(context: DesignContext): SectionBody {
  const risks = risksOf(context, 'risks');
  if (risks.length === 0)
    return {
      blocks: [
        context.isProposed
          ? paragraph(
              'There is no source yet to find risks in; what the proposal takes for granted stands in section “Assumptions”.',
            )
          : paragraph('No rule found a risk in the source.'),
      ],
    };
  const { shown, rest } = limited(risks, 60);
  const rows = shown.map(({ id, title, why, mitigation, severity, rule, claims }): Phrase[] => [
    [id],
    [title, ` (rule ${rule})`],
    [severity],
    [why, ...claims.map((cite) => ({ cite }))],
    [mitigation],
  ]);
  const blocks: Block[] = [table(['No.', 'Risk', 'Severity', 'Why', 'Mitigation'], rows)];
  return { blocks: rest > 0 ? [...blocks, paragraph(`and ${rest} more of lower severity.`)] : blocks };
}
