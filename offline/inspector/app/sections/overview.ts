import { find, get, put, sqs } from '../api.ts';
import {
  badge,
  button,
  card,
  copyable,
  empty,
  facts,
  field,
  form,
  h,
  heading,
  link,
  setClockOffset,
  time,
  toast,
} from '../dom.ts';
import { count, duration, lastName, shortName } from '../format.ts';
import type { Invocation } from '../invocation.ts';
import { href } from '../route.ts';
import type { Section, View } from '../view.ts';

type Status = {
  endpoint: string;
  app: string;
  outputsFile: string;
  dataFolder: string;
  resources: Record<string, number>;
  warnings: string[];
  synthesisMs: number;
  synthesisCached: boolean;
  startMs: number;
};
type Clock = { offsetMs: number; now: string };

const SECTION_OF: Readonly<Record<string, string>> = {
  dynamodb: 'tables',
  sqs: 'queues',
  events: 'events',
  lambda: 'functions',
  cognito: 'users',
  s3: 'buckets',
  appsync: 'graphql',
  logs: 'logs',
};

export const overview: Section = {
  id: '',
  title: 'Overview',
  async render(view) {
    const [status, clock, invocations = [], waiting] = await Promise.all([
      get<Status>('status'),
      get<Clock>('clock'),
      find<Invocation[]>('invocations'),
      deadLetters(),
    ]);
    const failures = invocations
      .filter(({ status: outcome }) => outcome !== 'succeeded' && outcome !== 'success')
      .slice(0, 5);
    view.show(
      heading('Overview', [], badge('done', 'Running')),
      h(
        'div',
        { class: 'cards two' },
        card(
          'This backend',
          facts([
            ['Endpoint', copyable(status.endpoint)],
            ['App', copyable(status.app)],
            ['Outputs', copyable(status.outputsFile)],
            ['Data', copyable(status.dataFolder)],
            ['Synthesis', status.synthesisCached ? 'unchanged' : duration(status.synthesisMs)],
            ['Start', duration(status.startMs)],
          ]),
        ),
        card(
          'Needs a look',
          failures.length + waiting.length === 0 && empty('No failed invocation, no dead letter.'),
          failures.length > 0 && h('h3', {}, 'Failed invocations'),
          failures.map((each) =>
            h(
              'div',
              {},
              badge('failed', each.status),
              ' ',
              link(href(['functions', each.functionName, each.requestId]), shortName(each.functionName)),
              ' ',
              time(each.startedAt),
            ),
          ),
          waiting.length > 0 && h('h3', {}, 'Dead letters'),
          waiting.map(([name, number]) =>
            h(
              'div',
              {},
              badge('waiting', `${count(number)} waiting`),
              ' ',
              link(href(['queues', name]), shortName(name)),
            ),
          ),
        ),
        clockCard(view, clock),
        card(
          'Resources',
          facts(
            Object.entries(status.resources).map(([name, number]) => {
              const section = SECTION_OF[name];
              return [name, section ? link(href([section]), count(number)) : count(number)] as const;
            }),
          ),
        ),
      ),
      card(
        'Not honoured',
        status.warnings.length === 0
          ? empty('Everything that the app defines is honoured.')
          : h(
              'ul',
              { class: 'plain' },
              status.warnings.map((text) => h('li', {}, text)),
            ),
      ),
    );
  },
};

/** Queues that others send their dead letters to and that hold some. */
async function deadLetters(): Promise<(readonly [string, number])[]> {
  const { QueueUrls = [] } = await sqs<{ QueueUrls?: string[] }>('ListQueues', { MaxResults: 100 });
  const named = QueueUrls.filter((url) => /dead|dlq/i.test(lastName(url)));
  const counts = await Promise.all(
    named.map(async (QueueUrl) => {
      const { Attributes } = await sqs<{ Attributes: Record<string, string> }>('GetQueueAttributes', {
        QueueUrl,
        AttributeNames: ['ApproximateNumberOfMessages'],
      });
      return [lastName(QueueUrl), Number(Attributes.ApproximateNumberOfMessages)] as const;
    }),
  );
  return counts.filter(([, number]) => number > 0);
}

function clockCard(view: View, { offsetMs, now }: Clock): HTMLElement {
  const move = async (milliseconds: number) => {
    await put('clock', { offsetMs: milliseconds });
    setClockOffset(milliseconds);
    toast(
      milliseconds === 0
        ? 'The clock shows the real time.'
        : `The clock is ${duration(Math.abs(milliseconds))} ${milliseconds > 0 ? 'ahead' : 'behind'}.`,
      'done',
    );
    await overview.render(view);
  };
  const hours = h('input', { type: 'number', step: 'any', required: true, value: String(offsetMs / 3_600_000) });
  return card(
    'Clock',
    facts([
      ['Shows', new Date(now).toLocaleString()],
      [
        'Moved by',
        offsetMs === 0
          ? badge('done', 'real time')
          : badge('waiting', `${offsetMs > 0 ? '+' : '−'}${duration(Math.abs(offsetMs))}`),
      ],
    ]),
    h('p', { class: 'soft' }, 'Expiry, time to live, schedules and retries follow this clock.'),
    form(
      [
        field('Hours from the real time', hours),
        h(
          'div',
          { class: 'buttons' },
          button('Set', undefined, { kind: 'primary', submit: true }),
          button('+1 h', () => move(offsetMs + 3_600_000)),
          button('+1 day', () => move(offsetMs + 86_400_000)),
          button('Real time', () => move(0)),
        ),
      ],
      () => move(Number(hours.value) * 3_600_000),
    ),
  );
}
