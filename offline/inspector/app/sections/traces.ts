import { find } from '../api.ts';
import { badge, card, copyable, empty, facts, heading, lasted, link, time } from '../dom.ts';
import { liveButton } from '../live.ts';
import { href } from '../route.ts';
import { table } from '../table.ts';
import type { Section, View } from '../view.ts';
import { waterfall } from '../waterfall.ts';

type Trace = {
  traceId: string;
  start: number;
  durationMs: number;
  spans: number;
  name: string;
  services: string[];
  failed: boolean;
};

export const traces: Section = {
  id: 'traces',
  title: 'Traces',
  render: (view) => (view.path[1] === undefined ? renderList(view) : renderTrace(view, view.path[1])),
};

async function renderList(view: View): Promise<void> {
  let seen = '-';
  const show = async () => {
    const rows = (await find<Trace[]>('traces', { limit: '300' })) ?? [];
    const now = `${rows[0]?.traceId ?? ''} ${rows[0]?.spans ?? 0}`;
    if (now === seen) return;
    seen = now;
    view.show(
      heading(
        'Traces',
        [],
        liveButton(view, show, () => (seen = '-')),
      ),
      table(view, {
        name: 'traces',
        rows,
        sort: '-start',
        empty: 'No trace yet. GraphQL requests begin one, and so do invocations of functions.',
        open: ({ traceId }) => href(['traces', traceId]),
        columns: [
          { key: 'name', title: 'Began with', value: ({ name }) => name },
          { key: 'start', title: 'When', value: ({ start }) => start, cell: ({ start }) => time(start) },
          {
            key: 'state',
            title: 'Result',
            value: ({ failed }) => (failed ? 'failed' : 'done'),
            cell: ({ failed }) => (failed ? badge('failed', 'failed') : badge('done', 'done')),
          },
          { key: 'services', title: 'Services', minor: true, value: ({ services }) => services.join(', ') },
          { key: 'spans', title: 'Spans', numeric: true, minor: true, value: ({ spans }) => spans },
          {
            key: 'duration',
            title: 'Duration',
            numeric: true,
            value: ({ durationMs }) => durationMs,
            cell: ({ durationMs }) => lasted(durationMs),
          },
        ],
      }),
    );
  };
  await show();
}

async function renderTrace(view: View, traceId: string): Promise<void> {
  const shown = await waterfall(traceId);
  view.show(
    heading('Trace', [link('#/traces', 'Traces')]),
    facts([['Id', copyable(traceId)]]),
    card('Spans', shown.classList.contains('empty') ? empty(shown.textContent) : shown),
  );
}
