import type { Api } from '#lib/scan/schema';
import { type Block, code, heading, list, mono, note, type Phrase, paragraph, table } from '../content.ts';
import { type DesignContext, needsInput, said, shows } from '../context.ts';
import { operationAuthorizers } from '../facts/authorizers.ts';
import { apiElement, eventElement } from '../facts/element-facts.ts';
import { apiOf } from '../facts/flows.ts';
import { deadLettersOf } from './dependencies.ts';
import { joined, limited, named, numberProperty, propertiesUnder, property, type SectionBody } from './section-body.ts';
import { useCaseName } from './use-cases.ts';

const isGraphql = ({ method }: Api) => /^(?:QUERY|MUTATION|SUBSCRIPTION)$/.test(method);

function operation(context: DesignContext, api: Api): Phrase[] {
  const authorizers = operationAuthorizers(context, 'api-contracts', api);
  const found = context.claims.cite('api-contracts', apiElement(api.method, api.path), 'target');
  return [
    [mono(api.method)],
    [mono(api.path), ...(found ? [found.mark] : [])],
    api.target ? [mono(api.target)] : ['the source does not say'],
    authorizers.length > 0 ? joined(authorizers) : ['nothing that the source shows'],
    [useCaseName(api)],
  ];
}

/** What a caller has to know of one operation, as far as the source says. */
function contract(context: DesignContext, api: Api): Block[] {
  const { index } = context;
  const section = 'api-contracts';
  const parameters = [...api.path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
  const component = api.target ? index.component(api.target) : undefined;
  const timeout = component && numberProperty(component, 'Timeout');
  const gate = api.target ? apiOf(index, api.target) : undefined;
  const limit = component ? property(context, section, component, 'Timeout', ' s') : null;
  const writes = component
    ? index.patternsOf(component.id).filter(({ pattern }) => /Put|Update|Delete|Transact/.test(pattern.operation))
    : [];
  const errors: Phrase[] = [
    ...(parameters.length > 0
      ? [['404 where nothing has this ', mono(parameters.at(-1) ?? ''), ' (rule path-parameter)'] as Phrase]
      : []),
    ...(writes.some(({ pattern }) => /attribute_|version/i.test(pattern.keyCondition ?? ''))
      ? [['409 where the condition of the write fails (rule conditional-write)'] as Phrase]
      : []),
    ...(timeout && timeout > 29 && !isGraphql(api)
      ? [
          [
            '504 after 29 s: the function may run ',
            ...(limit ?? []),
            ', the API waits 29 s (rule gateway-timeout)',
          ] as Phrase,
        ]
      : []),
    ...(component?.kind === 'function' ? [['500 or 502 where the function fails or answers badly'] as Phrase] : []),
  ];
  return [
    heading(4, mono(`${api.method} ${api.path}`)),
    list([
      ['Purpose (inferred): ', useCaseName(api)],
      [
        'Behind: ',
        ...(gate ? [mono(gate), ', '] : []),
        ...(api.target ? [mono(api.target)] : ['the source does not say']),
      ],
      [
        'Path parameters: ',
        ...(parameters.length > 0 ? joined(parameters.map((name): Phrase => [mono(name)])) : ['none']),
      ],
      [
        'Body and answer: the source’s templates do not state their shapes; they are in the schema or the code at the line above.',
      ],
      ...errors.map((error): Phrase => ['May answer: ', ...error]),
    ]),
  ];
}

export function buildApiContracts(context: DesignContext): SectionBody {
  const { apis } = context.index.model;
  if (apis.length === 0)
    return {
      blocks: [
        context.isProposed
          ? note('input', ...needsInput('use-cases'))
          : paragraph('The source has no API: nothing is called from outside.'),
      ],
    };
  const groups = [
    ['REST operations', apis.filter((api) => !isGraphql(api))],
    ['GraphQL operations', apis.filter(isGraphql)],
  ] as const;
  const most = shows(context, 'api-contracts', 'standard') ? 150 : 25;
  return {
    blocks: groups.flatMap(([title, all]): Block[] => {
      const { shown, rest } = limited(all, most);
      if (shown.length === 0) return [];
      return [
        heading(3, title),
        table(
          ['Method', 'Path or field', 'Answered by', 'Authorized by', 'Purpose (inferred)'],
          shown.map((api) => operation(context, api)),
        ),
        ...(rest > 0 ? [paragraph(`and ${rest} more.`)] : []),
        ...(shows(context, 'api-contracts', 'comprehensive')
          ? all.slice(0, 60).flatMap((api) => contract(context, api))
          : []),
      ];
    }),
  };
}

function eventRows(context: DesignContext): Phrase[][] {
  return context.index.model.events.slice(0, 200).map(({ name, producer, consumer }): Phrase[] => {
    const found = context.claims.cite('event-schemas', eventElement(name, producer, consumer), 'exists');
    return [
      [mono(name), ...(found ? [found.mark] : [])],
      producer ? [mono(producer)] : ['not in the source'],
      consumer ? [mono(consumer)] : ['not in the source'],
    ];
  });
}

function rules(context: DesignContext): Block[] {
  const section = 'event-schemas';
  const { index } = context;
  const rows = index
    .ofKind('rule')
    .slice(0, 80)
    .map((rule): Phrase[] => {
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
      return [
        named(context, section, rule),
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
    });
  return rows.length === 0 ? [] : [heading(3, 'Routing'), table(['Rule', 'Matches', 'Targets', 'Failures'], rows)];
}

export function buildEventSchemas(context: DesignContext): SectionBody {
  const { index, input } = context;
  const stated = said(context, 'event-schemas', 'events');
  const rows = eventRows(context);
  const names = [...new Set(index.model.events.map(({ name }) => name))];
  const buses = index.ofKind('bus').map(({ id }) => named(context, 'event-schemas', id));
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
      ...(buses.length > 0 ? [paragraph('Buses: ', ...joined(buses), '.')] : []),
      ...(rows.length > 0 ? [table(['Event', 'Producer', 'Consumer'], rows)] : []),
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

export function buildVersioning(context: DesignContext): SectionBody {
  const { apis, events } = context.index.model;
  const inPath = apis.filter(({ path }) => /(?:^|\/)v\d+(?:\/|$)/i.test(path));
  const inName = [
    ...new Set(events.map(({ name }) => name).filter((name) => /(?:^|[._-])v\d+(?:$|[._-])/i.test(name))),
  ];
  const stated = said(context, 'versioning', 'event-versioning');
  const example = inPath[0];
  const mark = example ? context.claims.cite('versioning', apiElement(example.method, example.path), 'exists') : null;
  return {
    blocks: [
      ...(stated ? [paragraph(...stated)] : []),
      list([
        apis.length === 0
          ? ['API: there is none.']
          : inPath.length > 0
            ? [
                `API: ${inPath.length} of ${apis.length} paths carry a version, such as `,
                mono(example?.path ?? ''),
                ...(mark ? [mark.mark] : []),
                '.',
              ]
            : ['API: no path carries a version.'],
        events.length === 0
          ? ['Events: there are none.']
          : inName.length > 0
            ? [`Events: ${inName.length} names carry a version: ${inName.slice(0, 10).join(', ')}.`]
            : ['Events: no name carries a version.'],
      ]),
      ...(stated || apis.length + events.length === 0
        ? []
        : [
            note(
              'proposal',
              'Only add fields; give a breaking change a new path or detail type, and keep the old one until its last caller has moved (rule additive-change).',
            ),
            note('input', ...needsInput('event-versioning')),
          ]),
    ],
  };
}
