import type { Component } from '#lib/scan/schema';
import { mono, type Phrase, paragraph, table } from '../content.ts';
import { type DesignContext, needsInput, said } from '../context.ts';
import { readAvailability } from '../facts/quantities.ts';
import { knownAnswer } from '../questions/question-bank.ts';
import { namesOf } from './grouped.ts';
import { type SectionBody } from './section-body.ts';

/** Indicators follow from what the system has: an API has availability and latency, a queue the age of what waits. */
export function buildServiceLevels(context: DesignContext): SectionBody {
  const section = 'service-levels';
  const { index, input, claims } = context;
  const availability = said(context, section, 'availability-target');
  const latency = said(context, section, 'latency-target');
  const known = knownAnswer(input, 'availability-target');
  const share = known ? readAvailability(known.text) : null;
  const minutes = share === null ? null : (1 - share) * 30 * 24 * 60;
  const budget: Phrase =
    minutes === null
      ? []
      : ((): Phrase => {
          const text = `Error budget: ${Number(minutes.toPrecision(4))} minutes in 30 days, from (1 − ${Number((share ?? 0).toPrecision(6))}) × 30 × 24 × 60.`;
          return [
            text,
            claims.state(
              section,
              'error budget',
              [text],
              [
                { kind: 'computed', id: 'error-budget' },
                { kind: 'answer', id: 'availability-target', quote: known?.text ?? '' },
              ],
              1,
            ),
          ];
        })();
  const feeding = index.ofKind('queue').filter(({ id }) => index.outgoing(id, 'triggers').length > 0);
  const of = (what: string, components: readonly Component[], measure: Phrase): Phrase[][] =>
    components.length === 0 ? [] : [[[what, ...namesOf(components, 20)], measure, ['target not stated']]];
  const rows: Phrase[][] = [
    ...(index.model.apis.length > 0
      ? ([
          [
            ['Availability of the API'],
            ['share of answers that are no 5xx'],
            availability ?? needsInput('availability-target'),
          ],
          [
            ['Latency of the API'],
            ['time to answer at the stated percentile'],
            latency ?? needsInput('latency-target'),
          ],
        ] satisfies Phrase[][])
      : []),
    ...of('Freshness of ', feeding, [mono('ApproximateAgeOfOldestMessage')]),
    ...of('Success of ', index.ofKind('state-machine'), [mono('ExecutionsFailed'), ' to ', mono('ExecutionsStarted')]),
    ...(index.model.apis.length === 0 && index.ofKind('function').length > 0
      ? ([
          [
            ['Success of functions'],
            [mono('Errors'), ' to ', mono('Invocations')],
            availability ?? needsInput('availability-target'),
          ],
        ] satisfies Phrase[][])
      : []),
  ];
  return {
    blocks: [
      ...(rows.length > 0
        ? [table(['Indicator (SLI)', 'Measured by', 'Objective (SLO)'], rows)]
        : [paragraph('There is nothing that serves anybody yet.')]),
      ...(budget.length > 0 ? [paragraph(...budget)] : []),
    ],
  };
}
