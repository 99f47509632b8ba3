import { type Block, code, heading, list, mono, type Phrase, paragraph } from '../content.ts';
import { cited, type DesignContext } from '../context.ts';
import { watchedBy } from '../facts/coverage.ts';
import { componentElement, relationElement } from '../facts/element-facts.ts';
import { flowsOf } from '../facts/flows.ts';
import { joined, named, property, type SectionBody } from './section-body.ts';

/** Steps for those who operate: for each dead-letter queue, each alarm and each provisioned table of the source. */
export function buildRunbooks(context: DesignContext): SectionBody {
  const section = 'runbooks';
  const { index } = context;
  const flows = flowsOf(index);
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
                const after = flows
                  .filter(({ from, isAsync }) => watched.includes(from) && !isAsync)
                  .map(({ to }) => to);
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
