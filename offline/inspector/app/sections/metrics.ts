import { CallError, cloudwatch } from '../api.ts';
import { card, choice, empty, field, h, heading, link, time } from '../dom.ts';
import { count } from '../format.ts';
import { svg } from '../icons.ts';
import { href } from '../route.ts';
import { table } from '../table.ts';
import type { Section, View } from '../view.ts';

type Dimension = { Name: string; Value: string };
type Metric = { Namespace: string; MetricName: string; Dimensions: Dimension[] };
type Series = { MetricDataResults: { Timestamps: number[]; Values: number[] }[] };

const dimensionsOf = ({ Dimensions }: Metric) => Dimensions.map(({ Name, Value }) => `${Name}=${Value}`).join(', ');

export const metrics: Section = {
  id: 'metrics',
  title: 'Metrics',
  async render(view) {
    const [, namespace, name, dimensions] = view.path;
    if (namespace !== undefined && name !== undefined) {
      return renderMetric(view, {
        Namespace: namespace,
        MetricName: name,
        Dimensions: JSON.parse(dimensions ?? '[]') as Dimension[],
      });
    }
    const found = await list();
    if (!found) return view.show(heading('Metrics'), empty('This backend keeps no CloudWatch metrics.'));
    view.show(
      heading('Metrics'),
      table(view, {
        name: 'metrics',
        rows: found,
        sort: 'name',
        empty: 'No metric yet. They come with PutMetricData and with logs in the embedded metric format.',
        open: (metric) => href(['metrics', metric.Namespace, metric.MetricName, JSON.stringify(metric.Dimensions)]),
        columns: [
          { key: 'name', title: 'Metric', value: ({ MetricName }) => MetricName },
          { key: 'namespace', title: 'Namespace', value: ({ Namespace }) => Namespace },
          {
            key: 'dimensions',
            title: 'Dimensions',
            minor: true,
            value: dimensionsOf,
            cell: (metric) => h('code', {}, dimensionsOf(metric) || '–'),
          },
        ],
      }),
    );
  },
};

async function list(): Promise<Metric[] | undefined> {
  try {
    return (await cloudwatch<{ Metrics: Metric[] }>('ListMetrics')).Metrics;
  } catch (error) {
    if (error instanceof CallError && error.code === 'UnknownOperationException') return undefined;
    throw error;
  }
}

const SPANS = [
  ['3600', 'Last hour'],
  ['86400', 'Last day'],
  ['604800', 'Last week'],
] as const;
const STATISTICS = ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount', 'p50', 'p95', 'p99'].map(
  (each) => [each, each] as const,
);

async function renderMetric(view: View, metric: Metric): Promise<void> {
  const { span = '3600', statistic = 'Sum' } = view.query;
  const seconds = Number(span);
  const now = Math.ceil(Date.now() / 60_000) * 60;
  const Period = Math.max(60, Math.ceil(seconds / 120 / 60) * 60);
  const { MetricDataResults } = await cloudwatch<Series>('GetMetricData', {
    ...{ StartTime: now - seconds, EndTime: now, ScanBy: 'TimestampAscending' },
    MetricDataQueries: [{ Id: 'm', MetricStat: { Metric: metric, Period, Stat: statistic } }],
  });
  const { Timestamps = [], Values = [] } = MetricDataResults[0] ?? {};
  const points = Timestamps.map((at, index) => ({ at: at * 1000, value: Values[index] ?? 0 }));
  const again = (query: Record<string, string>) => {
    view.keep(query);
    return renderMetric(view, metric);
  };
  view.show(
    heading(metric.MetricName, [link('#/metrics', 'Metrics'), '/ ', metric.Namespace]),
    h(
      'div',
      { class: 'buttons' },
      field(
        'Span',
        choice(SPANS, span, (value) => again({ span: value })),
      ),
      field(
        'Statistic',
        choice(STATISTICS, statistic, (value) => again({ statistic: value })),
      ),
    ),
    card(
      `${statistic} by ${Period / 60} min`,
      dimensionsOf(metric) && h('code', {}, dimensionsOf(metric)),
      points.length === 0 ? empty('No value in this span.') : chart(points, (now - seconds) * 1000, now * 1000),
    ),
    table(view, {
      name: 'values',
      rows: points,
      sort: '-time',
      empty: 'No value in this span.',
      columns: [
        { key: 'time', title: 'Time', value: ({ at }) => at, cell: ({ at }) => time(at) },
        {
          key: 'value',
          title: statistic,
          numeric: true,
          value: ({ value }) => value,
          cell: ({ value }) => count(value),
        },
      ],
    }),
  );
}

function chart(points: readonly { at: number; value: number }[], start: number, end: number): HTMLElement {
  const most = Math.max(...points.map(({ value }) => value), 0) || 1;
  const spots = points.map(
    ({ at, value }) => [(1000 * (at - start)) / (end - start), 116 - (110 * value) / most] as const,
  );
  const drawn = svg(
    'svg',
    {
      viewBox: '0 0 1000 120',
      class: 'chart',
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': `${points.length} values, the largest ${count(most)}; the table below has each`,
    },
    svg('polyline', { points: spots.map((spot) => spot.join(',')).join(' ') }),
    ...spots.map(([cx, cy]) => svg('circle', { cx, cy, r: 3 })),
  );
  return h('div', {}, drawn);
}
