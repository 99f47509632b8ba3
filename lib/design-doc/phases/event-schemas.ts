import { type Block, code, heading, mono, note, type Phrase, paragraph, table } from '../content.ts';
import { type DesignContext, needsInput, said, shows } from '../context.ts';
import { eventElement } from '../facts/element-facts.ts';
import { deadLettersOf } from './dependencies.ts';
import { grouped, namesAndMarks, type SubjectRow } from './grouped.ts';
import { joined, propertiesUnder, property, type SectionBody } from './section-body.ts';

function eventRows(context: DesignContext): Phrase[][] {
  // Events of one name from different sources are different events.
  const byName = Map.groupBy(context.index.model.events, ({ name, eventSource }) =>
    JSON.stringify([name, eventSource]),
  );
  const namesOr = (ids: readonly (string | null)[]): Phrase => {
    const known = [...new Set(ids.filter((id) => id !== null))];
    return known.length > 0 ? joined(known.map((id): Phrase => [mono(id)])) : ['not in the source'];
  };
  return [...byName.values()].slice(0, 200).map((events): Phrase[] => {
    const { name, eventSource } = events[0] ?? { name: '' };
    const marks = events.flatMap(
      (one) =>
        context.claims.cite('event-schemas', eventElement(one.name, one.producer, one.consumer), 'exists')?.mark ?? [],
    );
    return [
      [mono(name), ...(eventSource === undefined ? [] : [' from ', mono(eventSource)]), ...marks],
      namesOr(events.map(({ producer }) => producer)),
      namesOr(events.map(({ consumer }) => consumer)),
    ];
  });
}

function rules(context: DesignContext): Block[] {
  const section = 'event-schemas';
  const { index } = context;
  const rows = index
    .ofKind('rule')
    .slice(0, 80)
    .map((rule): SubjectRow => {
      const patterns = propertiesUnder(rule, 'EventPattern').flatMap(({ name }) => {
        const value = property(context, section, rule, name);
        return value ? [[`${name.replace(/^EventPattern\.?/, '') || 'pattern'} `, ...value]] : [];
      });
      const schedule = property(context, section, rule, 'ScheduleExpression');
      // A serverless event's pattern stands with the event, a few lines below the rule that it makes.
      const near = index.model.events.filter(
        ({ source }) =>
          source.file === rule.source.file && source.line >= rule.source.line && source.line <= rule.source.line + 12,
      );
      const heard = [...new Set(near.map(({ name }) => name))];
      const targets = index.outgoing(rule.id, 'triggers', 'routes', 'invokes').map(({ to }): Phrase => [mono(to)]);
      const retries = propertiesUnder(rule, 'Targets').find(({ name }) => name.endsWith('MaximumRetryAttempts'));
      const attempts = retries ? property(context, section, rule, retries.name, ' attempts') : null;
      const cells: Phrase[] = [
        schedule ??
          (patterns.length > 0
            ? joined(patterns.slice(0, 6))
            : heard.length > 0
              ? [`detail type ${heard.join(', ')}`]
              : ['not readable from the source']),
        targets.length > 0 ? joined(targets) : ['not in the source'],
        [
          ...(deadLettersOf(context, section, rule.id) ?? ['no dead-letter queue in the source']),
          ...(attempts ? [', ', ...attempts] : []),
        ],
      ];
      return { subject: rule, cells };
    });
  return rows.length === 0
    ? []
    : [heading(3, 'Routing'), table(['Rule', 'Matches', 'Targets', 'Failures'], grouped(context, section, rows))];
}

export function buildEventSchemas(context: DesignContext): SectionBody {
  const { index, input } = context;
  const stated = said(context, 'event-schemas', 'events');
  const rows = eventRows(context);
  const names = [...new Set(index.model.events.map(({ name }) => name))];
  const buses = index.ofKind('bus');
  const envelopes = shows(context, 'event-schemas', 'comprehensive')
    ? names.slice(0, 20).map(
        (name): Block =>
          code(
            'json',
            JSON.stringify(
              {
                'detail-type': name,
                source: '<source of the producer>',
                time: '<ISO 8601>',
                detail: '<the source does not state its fields>',
              },
              null,
              2,
            ),
          ),
      )
    : [];
  const routing = rules(context);
  if (rows.length === 0 && routing.length === 0 && buses.length === 0)
    return {
      blocks: [
        context.isProposed && !stated
          ? note('input', ...needsInput('events'))
          : paragraph(
              ...(stated ?? [`${input.model ? 'The source publishes and consumes' : 'The answers name'} no event.`]),
            ),
      ],
    };
  return {
    blocks: [
      ...(stated ? [paragraph('Stated: ', ...stated)] : []),
      ...(buses.length > 0 ? [paragraph('Buses: ', ...namesAndMarks(context, 'event-schemas', buses, 12), '.')] : []),
      ...(rows.length > 0 ? [table(['Event', 'Producers', 'Consumers'], rows)] : []),
      ...routing,
      ...(envelopes.length > 0
        ? [
            heading(3, 'Envelopes'),
            paragraph('As EventBridge delivers them; in angle brackets what the source does not state.'),
            ...envelopes,
          ]
        : []),
    ],
  };
}
