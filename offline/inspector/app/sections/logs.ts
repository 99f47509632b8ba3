import { find } from '../api.ts';
import { block, button, choice, field, form, h, heading, link } from '../dom.ts';
import { bytes, shortName } from '../format.ts';
import { href } from '../route.ts';
import { table } from '../table.ts';
import type { Section, View } from '../view.ts';

type Group = { group: string; bytes: number; retentionInDays?: number };
type Line = { time: string; stream?: string; message: string };

export const cloudWatchLogs: Section = {
  id: 'logs',
  title: 'Logs',
  async render(view) {
    if (view.path[1] !== undefined) return renderGroup(view, view.path[1]);
    const groups = await find<Group[]>('logs');
    if (!groups)
      return view.show(
        heading('Logs'),
        h(
          'p',
          { class: 'empty' },
          'This backend keeps no CloudWatch logs; a function’s log stands with its invocation.',
        ),
      );
    view.show(
      heading('Logs'),
      table(view, {
        name: 'log groups',
        rows: groups,
        sort: 'group',
        empty: 'Nothing was logged yet.',
        open: ({ group }) => href(['logs', group]),
        columns: [
          { key: 'group', title: 'Group', value: ({ group }) => group, cell: ({ group }) => shortName(group) },
          {
            key: 'name',
            title: 'Name',
            minor: true,
            value: ({ group }) => group,
            cell: ({ group }) => h('code', {}, group),
          },
          {
            key: 'bytes',
            title: 'Size',
            numeric: true,
            value: (each) => each.bytes,
            cell: (each) => bytes(each.bytes),
          },
          {
            key: 'kept',
            title: 'Kept',
            minor: true,
            value: ({ retentionInDays }) => retentionInDays ?? 'for ever',
            cell: ({ retentionInDays }) => (retentionInDays ? `${retentionInDays} days` : 'for ever'),
          },
        ],
      }),
    );
  },
};

const LIMITS = ['200', '500', '2000'].map((each) => [each, each] as const);

async function renderGroup(view: View, group: string): Promise<void> {
  const { filter = '', limit = '200' } = view.query;
  const pattern = h('input', { type: 'text', class: 'code', value: filter, autocomplete: 'off', spellcheck: 'false' });
  const most = choice(LIMITS, limit);
  const controls = form(
    [
      h(
        'div',
        { class: 'row-of-fields' },
        field('Filter pattern', pattern, 'As CloudWatch takes it: ERROR, "two words", { $.level = "ERROR" }'),
        field('Newest lines', most),
      ),
      h('div', { class: 'buttons' }, button('Filter', undefined, { icon: 'search', kind: 'primary', submit: true })),
    ],
    () => {
      view.keep({ filter: pattern.value, limit: most.value === '200' ? '' : most.value });
      return show();
    },
  );
  controls.classList.add('card');
  const found = h('div');
  const show = async () => {
    const { filter: wanted = '', limit: number = '200' } = view.query;
    const answer = await find<Line[]>('logs', { group, limit: number, ...(wanted && { filter: wanted }) });
    const lines = (answer ?? []).toReversed();
    found.replaceChildren(
      block(
        lines.map((line) => `${line.time}  ${line.message.trimEnd()}`).join('\n') || 'No line.',
        'Log lines, oldest first',
      ),
    );
  };
  view.show(
    heading(shortName(group), [link('#/logs', 'Logs')], button('Refresh', show, { icon: 'refresh' })),
    controls,
    found,
  );
  await show();
}
