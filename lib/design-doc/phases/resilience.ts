import type { Component } from '#lib/scan/schema';
import { type Block, code, heading, list, mono, note, type Phrase, paragraph, table } from '../content.ts';
import { type DesignContext, needsInput, said, shows } from '../context.ts';
import { apiWaitsFor, asyncFunctions, hasDeadLetters } from '../facts/coverage.ts';
import { deadLettersOf } from './dependencies.ts';
import { grouped, groupedPairs, type SubjectRow } from './grouped.ts';
import { conditionFacts } from './lifecycle.ts';
import { joined, limited, numberProperty, propertiesUnder, property, type SectionBody } from './section-body.ts';

function timeoutRows(context: DesignContext): Phrase[][] {
  const { index } = context;
  const section = 'error-handling';
  const rows = index.ofKind('function', 'queue').flatMap((component): SubjectRow[] => {
    if (component.kind === 'queue' && index.outgoing(component.id, 'triggers').length === 0) return [];
    const name = component.kind === 'function' ? 'Timeout' : 'VisibilityTimeout';
    const value = property(context, section, component, name, ' s');
    const number = numberProperty(component, name);
    const limit = apiWaitsFor(index, component.id);
    const fallback: Phrase = [component.kind === 'function' ? '3 s (default of Lambda)' : '30 s (default of SQS)'];
    const feeds =
      component.kind === 'queue'
        ? index.outgoing(component.id, 'triggers').flatMap(({ to }) => index.component(to) ?? [])
        : [];
    const slow = feeds.filter((one) => (numberProperty(one, 'Timeout') ?? 3) > (number ?? 30));
    const verdict =
      limit !== null && number !== null && number > limit
        ? [`outlasts its API, which waits ${limit} s`]
        : limit !== null
          ? [`within the ${limit} s of its API`]
          : slow.length > 0
            ? [`shorter than the timeout of ${slow.map(({ id }) => id).join(', ')}: messages are delivered twice`]
            : component.kind === 'queue'
              ? ['not shorter than what it feeds']
              : ['no caller waits for it at an API'];
    return [{ subject: component, cells: [value ?? fallback, verdict] }];
  });
  return grouped(context, section, rows);
}

function retryRows(context: DesignContext): Phrase[][] {
  const section = 'error-handling';
  const rows = asyncFunctions(context.index).map(({ id, from }) => {
    const source = context.index.component(from);
    const redrive = context.index.outgoing(from, 'dead-letters').flatMap(({ to }) => context.index.component(to) ?? []);
    const attempts = source
      ? propertiesUnder(source, 'RedrivePolicy').find(({ name }) => name.endsWith('maxReceiveCount'))
      : undefined;
    const rule = source
      ? propertiesUnder(source, 'Targets').find(({ name }) => name.endsWith('MaximumRetryAttempts'))
      : undefined;
    const known =
      source && (attempts ?? rule)
        ? property(context, section, source, (attempts ?? rule)?.name ?? '', ' attempts')
        : null;
    const defaults: Partial<Record<Component['kind'], string>> = {
      queue: 'until the message expires',
      rule: '185 attempts in 24 h (default of EventBridge)',
      topic: '3 attempts in code, over 23 days at delivery (defaults)',
      schedule: '185 attempts in 24 h (default)',
      stream: 'until the record expires (default)',
      table: 'until the record expires after 24 h (default)',
      bucket: '2 more attempts (default of asynchronous invocation)',
    };
    const dead = deadLettersOf(context, section, from) ?? deadLettersOf(context, section, id);
    const cells: Phrase[] = [
      known ?? [defaults[source?.kind ?? 'other'] ?? '2 more attempts (default of asynchronous invocation)'],
      dead ??
        (redrive.length > 0
          ? [redrive.map((one) => one.id).join(', ')]
          : ['none in the source: what fails for good is lost']),
    ];
    return { name: [mono(from), ' to ', mono(id)], cells };
  });
  return groupedPairs(context, section, rows);
}

/** What a caller sees and what is left behind, delivery by delivery and operation by operation. */
function caseByCase(context: DesignContext): Block[] {
  const section = 'error-handling';
  const { index } = context;
  const deliveries = asyncFunctions(index)
    .slice(0, 40)
    .map(({ id, from }): Phrase => {
      const dead = deadLettersOf(context, section, from) ?? deadLettersOf(context, section, id);
      const rest: Phrase = dead
        ? ['it ends in ', ...dead, ' and waits there to be sent again.']
        : ['it is lost; nothing in the source keeps it.'];
      return [mono(id), ' fails on every attempt at what ', mono(from), ' sends: ', ...rest];
    });
  const operations = index.model.apis.slice(0, 60).flatMap((api): Phrase[] => {
    const component = api.target === null ? undefined : index.component(api.target);
    if (component?.kind !== 'function') return [];
    const timeout = property(context, section, component, 'Timeout', ' s') ?? ['3 s (default)'];
    return [
      [
        mono(`${api.method} ${api.path}`),
        ': where ',
        mono(component.id),
        ' throws or runs longer than ',
        ...timeout,
        ', the caller gets a 5xx; what it wrote before stays written.',
      ],
    ];
  });
  const bare = asyncFunctions(index).find((one) => !hasDeadLetters(index, one));
  const name = bare?.id.replace(/[^A-Za-z0-9]/g, '') ?? '';
  const snippet = bare
    ? [
        note('proposal', 'A dead-letter queue for ', mono(bare.id), ' (rule function-without-dead-letters):'),
        code(
          'yaml',
          `${name}DeadLetters:\n  Type: AWS::SQS::Queue\n  Properties:\n    MessageRetentionPeriod: 1209600`,
        ),
      ]
    : [];
  return [
    heading(3, 'Case by case'),
    ...(deliveries.length > 0 ? [list(deliveries)] : []),
    ...(operations.length > 0 ? [list(operations)] : []),
    ...snippet,
  ];
}

export function buildErrorHandling(context: DesignContext): SectionBody {
  const most = shows(context, 'error-handling', 'comprehensive') ? 300 : 50;
  const timeouts = limited(timeoutRows(context), most);
  const retries = limited(retryRows(context), most);
  const { idempotency } = conditionFacts(context);
  const queues = context.index.incomingOf('dead-letters');
  const stated = said(context, 'error-handling', 'dead-letters');
  const guard: Block =
    idempotency.length > 0
      ? paragraph(
          'Idempotency: ',
          ...joined(idempotency.map((one) => one.filter((part) => typeof part === 'string' || 'code' in part))),
          '.',
        )
      : note(
          'proposal',
          'Queues, events and streams deliver at least once; no idempotency store was found in the source. Remember the id of what was handled, with a time to live (rule at-least-once-delivery).',
        );
  return {
    blocks: [
      heading(3, 'Timeouts'),
      ...(timeouts.shown.length > 0
        ? [table(['Component', 'Timeout', 'Against its caller'], timeouts.shown)]
        : [paragraph('No function and no queue: nothing times out.')]),
      ...(timeouts.rest > 0 ? [paragraph(`and ${timeouts.rest} more.`)] : []),
      heading(3, 'Retries and dead letters'),
      ...(retries.shown.length > 0
        ? [table(['Delivery', 'Attempts', 'Dead letters'], retries.shown)]
        : [paragraph('Nothing is delivered without somebody waiting for it.')]),
      ...(retries.rest > 0 ? [paragraph(`and ${retries.rest} more.`)] : []),
      ...(queues.length > 0
        ? [paragraph('Handling of dead letters: ', ...(stated ?? needsInput('dead-letters')))]
        : []),
      ...(retries.shown.length > 0 ? [heading(3, 'Idempotency'), guard] : []),
      ...(shows(context, 'error-handling', 'comprehensive') ? caseByCase(context) : []),
    ],
  };
}
