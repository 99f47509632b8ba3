import type { Component } from '#lib/scan/schema';
import { code, heading, mono, note, type Phrase, paragraph, table } from '../content.ts';
import { type DesignContext, needsInput, said, shows } from '../context.ts';
import { unwatched, watchedBy } from '../facts/coverage.ts';
import { byValue, grouped } from './grouped.ts';
import { joined, limited, named, property, type SectionBody } from './section-body.ts';

const signs: Readonly<Record<string, string>> = {
  GreaterThanThreshold: '>',
  GreaterThanOrEqualToThreshold: '≥',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '≤',
  LessThanLowerOrGreaterThanUpperThreshold: 'outside of the expected band',
};

const comparison = (phrase: Phrase): Phrase =>
  phrase.map((part) => (typeof part === 'string' ? (signs[part] ?? part) : part));

function alarmRows(context: DesignContext): Phrase[][] {
  const section = 'observability';
  return context.index
    .ofKind('alarm')
    .slice(0, 80)
    .map((alarm): Phrase[] => {
      const metric =
        alarm.properties.find(({ name }) => name === 'MetricName' || name.endsWith('.MetricName'))?.name ??
        'MetricName';
      const of = (name: string) => property(context, section, alarm, name) ?? ['not stated'];
      const watched = watchedBy(context.index, alarm.id);
      return [
        named(context, section, alarm),
        of(metric),
        [...comparison(of('ComparisonOperator')), ' ', ...of('Threshold')],
        watched.length > 0 ? joined(watched.map((id): Phrase => [mono(id)])) : ['not in the source'],
      ];
    });
}

export function buildObservability(context: DesignContext): SectionBody {
  const section = 'observability';
  const { index } = context;
  const alarms = alarmRows(context);
  const logs = index.ofKind('log-group');
  const tracing = index.ofKind('function', 'api', 'state-machine').flatMap((one): [Component, Phrase][] => {
    const found = [
      'TracingConfig.Mode',
      'Tracing',
      'TracingEnabled',
      'XrayEnabled',
      'TracingConfiguration.Enabled',
    ].flatMap((name) => property(context, section, one, name) ?? []);
    return found.length > 0 ? [[one, found.slice(0, 2)]] : [];
  });
  const missing = unwatched(index);
  const cut = limited([...new Set(missing.map(({ id }) => id))], shows(context, section, 'comprehensive') ? 200 : 6);
  const proposal = missing.length > 0 && index.ofKind('function').length > 0;
  const first = missing[0];
  const snippet =
    first && shows(context, section, 'comprehensive')
      ? [
          code(
            'yaml',
            `${first.id.replace(/[^A-Za-z0-9]/g, '')}ErrorAlarm:\n  Type: AWS::CloudWatch::Alarm\n  Properties:\n    Namespace: AWS/Lambda\n    MetricName: Errors\n    Dimensions: [{ Name: FunctionName, Value: !Ref ${first.id.replace(/[^A-Za-z0-9]/g, '')} }]\n    Statistic: Sum\n    Period: 300\n    EvaluationPeriods: 1\n    Threshold: 1\n    ComparisonOperator: GreaterThanOrEqualToThreshold`,
          ),
        ]
      : [];
  return {
    blocks: [
      heading(3, 'Logs'),
      ...(logs.length > 0
        ? [
            table(
              ['Log group', 'Retention'],
              grouped(
                context,
                section,
                logs.map((one) => ({
                  subject: one,
                  cells: [property(context, section, one, 'RetentionInDays', ' days') ?? ['for ever']],
                })),
              ),
            ),
          ]
        : [
            paragraph(
              index.ofKind('function').length > 0
                ? 'The source defines no log group: Lambda creates them, and they are kept for ever.'
                : 'There is nothing that logs.',
            ),
          ]),
      heading(3, 'Alarms'),
      ...(alarms.length > 0
        ? [table(['Alarm', 'Metric', 'Threshold', 'Watches'], alarms)]
        : [paragraph('The source has no alarm.')]),
      ...(proposal
        ? [
            note(
              'proposal',
              `Alarm on Errors and Throttles of every function that something depends on; without one today: ${cut.shown.join(', ')}${cut.rest > 0 ? ` and ${cut.rest} more` : ''} (rule function-without-alarm).`,
            ),
            ...snippet,
          ]
        : []),
      paragraph('Told of alarms: ', ...(said(context, section, 'alerting') ?? needsInput('alerting'))),
      heading(3, 'Tracing'),
      ...(tracing.length > 0
        ? [paragraph(...byValue(context, section, tracing), '.')]
        : [paragraph('No tracing is turned on in the source.')]),
    ],
  };
}
