import { events, find } from '../api.ts';
import {
  badge,
  block,
  button,
  choice,
  copyable,
  dialog,
  facts,
  field,
  form,
  h,
  heading,
  link,
  notice,
  type State,
  time,
  toast,
} from '../dom.ts';
import { pretty, shortName } from '../format.ts';
import { liveButton } from '../live.ts';
import { opens } from '../opened.ts';
import { href } from '../route.ts';
import { table } from '../table.ts';
import type { Section, View } from '../view.ts';

type Target = { id: string; arn: string; status: string; attempts: number; error?: string };
type Recorded = {
  id: string;
  time: string;
  bus: string;
  source: string;
  detailType: string;
  detail: unknown;
  rules: { name: string; targets: Target[] }[];
};
type Rule = { Name: string; EventBusName: string; State: string; EventPattern?: string; ScheduleExpression?: string };

export const eventBuses: Section = {
  id: 'events',
  title: 'Events',
  render: (view) =>
    view.path[1] === 'rules' && view.path[3] ? renderRule(view, view.path[2] ?? '', view.path[3]) : renderEvents(view),
};

const STATES: Readonly<Record<string, State>> = {
  delivered: 'done',
  retrying: 'running',
  'dead-lettered': 'failed',
  dropped: 'failed',
};
const targetBadge = ({ status }: Target) => badge(STATES[status] ?? 'waiting', status);

/** The worst that became of an event. */
function outcome({ rules }: Recorded): Target | undefined {
  const targets = rules.flatMap((rule) => rule.targets);
  return (
    targets.find(({ status }) => STATES[status] === 'failed') ??
    targets.find(({ status }) => status !== 'delivered') ??
    targets[0]
  );
}

async function busNames(): Promise<string[]> {
  const { EventBuses } = await events<{ EventBuses: { Name: string }[] }>('ListEventBuses');
  return EventBuses.map(({ Name }) => Name);
}

async function renderEvents(view: View): Promise<void> {
  const buses = await busNames();
  const lists = await Promise.all(
    buses.map((EventBusName) => events<{ Rules: Rule[] }>('ListRules', { EventBusName })),
  );
  const rules = lists.flatMap(({ Rules }, index) =>
    Rules.map((rule) => ({ ...rule, EventBusName: buses[index] ?? rule.EventBusName })),
  );
  let seen = '-';
  const show = async () => {
    const recent = await find<Recorded[]>('events', { limit: '200' });
    const now = JSON.stringify(recent?.slice(0, 20).map(({ id, rules: taken }) => [id, taken]));
    if (now === seen) return;
    seen = now;
    view.show(
      heading(
        'Events',
        [],
        liveButton(view, show, () => (seen = '-')),
        button(
          'Put an event',
          opens(view, 'dialog', 'put', () =>
            putEvent(buses, rules, async () => {
              seen = '-';
              await show();
            }),
          ),
          { icon: 'add', kind: 'primary' },
        ),
      ),
      recent ? eventTable(view, recent) : notice('idle', 'This backend does not keep recent events.'),
      h('h2', {}, 'Rules'),
      table(view, {
        name: 'rules',
        scope: 'rules.',
        rows: rules,
        empty: 'The app has no rule.',
        open: ({ EventBusName, Name }) => href(['events', 'rules', EventBusName, Name]),
        columns: [
          { key: 'rule', title: 'Rule', value: ({ Name }) => shortName(Name) },
          { key: 'bus', title: 'Bus', minor: true, value: ({ EventBusName }) => EventBusName },
          {
            key: 'pattern',
            title: 'Takes',
            value: ({ EventPattern, ScheduleExpression }) => ScheduleExpression ?? EventPattern ?? '',
            cell({ EventPattern, ScheduleExpression }) {
              const text = ScheduleExpression ?? EventPattern ?? '';
              return h('code', { class: 'clamped', title: text }, text);
            },
          },
          {
            key: 'enabled',
            title: 'State',
            value: ({ State: state }) => state,
            cell: ({ State: state }) =>
              badge(state === 'DISABLED' ? 'idle' : 'done', state === 'DISABLED' ? 'disabled' : 'enabled'),
          },
        ],
      }),
    );
  };
  await show();
}

const eventTable = (view: View, rows: readonly Recorded[]) =>
  table(view, {
    name: 'events',
    rows,
    sort: '-time',
    empty: 'No event since the start.',
    open: (event) => opens(view, 'event', event.id, () => showEvent(event)),
    columns: [
      {
        key: 'type',
        title: 'Event',
        value: ({ detailType, detail }) => `${detailType} ${JSON.stringify(detail)}`,
        cell: ({ detailType }) => detailType,
      },
      { key: 'source', title: 'Source', value: ({ source }) => source },
      { key: 'bus', title: 'Bus', minor: true, value: ({ bus }) => bus },
      {
        key: 'rules',
        title: 'Taken by',
        minor: true,
        value: ({ rules }) => rules.map(({ name }) => shortName(name)).join(', ') || 'no rule',
      },
      {
        key: 'state',
        title: 'Delivery',
        value: (event) => outcome(event)?.status ?? 'no rule',
        cell: (event) => {
          const worst = outcome(event);
          return worst ? targetBadge(worst) : badge('idle', 'no rule');
        },
      },
      { key: 'time', title: 'When', value: (event) => Date.parse(event.time), cell: (event) => time(event.time) },
    ],
  });

function showEvent({ id, time: at, bus, source, detailType, detail, rules }: Recorded): HTMLDialogElement {
  return dialog(
    detailType,
    () => [
      facts([
        ['Id', copyable(id)],
        ['Source', source],
        ['Bus', bus],
        ['When', time(at)],
      ]),
      h('h3', {}, rules.length === 0 ? 'No rule took it' : 'Rules that took it'),
      rules.map(({ name, targets }) => [
        h('div', {}, link(href(['events', 'rules', bus, name]), shortName(name))),
        targets.map((target) =>
          h(
            'div',
            {},
            targetBadge(target),
            ' ',
            h('code', {}, shortName(target.arn)),
            h('span', { class: 'faint' }, ` ${target.attempts} ×`),
            target.error && notice('failed', target.error),
          ),
        ),
      ]),
      h('h3', {}, 'Detail'),
      block(JSON.stringify(detail, undefined, 2), 'Detail'),
    ],
    true,
  );
}

async function renderRule(view: View, bus: string, name: string): Promise<void> {
  const [rule, { Targets = [] }] = await Promise.all([
    events<Rule & { Arn: string; Description?: string }>('DescribeRule', { Name: name, EventBusName: bus }),
    events<{
      Targets?: {
        Id: string;
        Arn: string;
        InputTransformer?: unknown;
        RetryPolicy?: unknown;
        DeadLetterConfig?: unknown;
      }[];
    }>('ListTargetsByRule', { Rule: name, EventBusName: bus }),
  ]);
  view.show(
    heading(
      shortName(name),
      [link('#/events', 'Events')],
      badge(rule.State === 'DISABLED' ? 'idle' : 'done', rule.State.toLowerCase()),
    ),
    facts([
      ['Name', copyable(name)],
      ['Bus', bus],
      ['Description', rule.Description],
      ['Schedule', rule.ScheduleExpression],
    ]),
    rule.EventPattern ? block(pretty(rule.EventPattern), 'Pattern') : '',
    h('h2', {}, 'Targets'),
    ...Targets.map((target) =>
      h(
        'section',
        { class: 'card' },
        copyable(target.Arn, shortName(target.Arn)),
        block(JSON.stringify(target, undefined, 2), `Target ${target.Id}`),
      ),
    ),
  );
}

function putEvent(buses: readonly string[], rules: readonly Rule[], again: () => Promise<void>): HTMLDialogElement {
  const bus = choice(
    buses.map((name) => [name, name] as const),
    buses.at(-1) ?? 'default',
  );
  const source = h('input', { type: 'text', value: 'inspector', required: true });
  const type = h('input', { type: 'text', value: 'Test', required: true });
  const detail = h('textarea', { class: 'code', rows: 8, spellcheck: 'false' });
  detail.value = '{}';
  const answer = h('div', { 'aria-live': 'polite' });
  const test = async () => {
    const event = JSON.stringify({
      ...{
        id: crypto.randomUUID(),
        account: '123456789012',
        region: 'us-east-1',
        time: new Date().toISOString(),
        resources: [],
      },
      ...{ source: source.value, 'detail-type': type.value, detail: JSON.parse(detail.value) as unknown },
    });
    const own = rules.filter(({ EventBusName, EventPattern }) => EventBusName === bus.value && EventPattern);
    const results = await Promise.all(
      own.map(async ({ Name, EventPattern }) => {
        const { Result } = await events<{ Result: boolean }>('TestEventPattern', { Event: event, EventPattern });
        return h('div', {}, Result ? badge('done', 'takes it') : badge('idle', 'does not'), ' ', shortName(Name));
      }),
    );
    answer.replaceChildren(
      h('h3', {}, 'Rules of this bus'),
      ...(results.length > 0 ? results : [h('p', {}, 'None has a pattern.')]),
    );
  };
  return dialog(
    'Put an event',
    (close) =>
      form(
        [
          field('Bus', bus),
          h('div', { class: 'row-of-fields' }, field('Source', source), field('Detail type', type)),
          field('Detail', detail),
          answer,
          h(
            'footer',
            {},
            button('Which rules take it?', test),
            button('Put', undefined, { kind: 'primary', submit: true }),
          ),
        ],
        async () => {
          JSON.parse(detail.value);
          const entry = { EventBusName: bus.value, Source: source.value, DetailType: type.value, Detail: detail.value };
          const { Entries } = await events<{ Entries: { ErrorMessage?: string }[] }>('PutEvents', { Entries: [entry] });
          const refused = Entries[0]?.ErrorMessage;
          if (refused) throw new Error(refused);
          close();
          toast('Put.', 'done');
          await again();
        },
      ),
    true,
  );
}
