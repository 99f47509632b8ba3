import { find } from './api.ts';
import { empty, h, link } from './dom.ts';
import { duration, lastName, shortName, traceRoot } from './format.ts';
import type { Invocation } from './invocation.ts';
import { href } from './route.ts';

type Span = {
  service: string;
  operation: string;
  resource?: string;
  start: number;
  durationMs: number;
  status: number;
};
type Bar = { name: string; of: string; to?: string; start: number; durationMs: number; failed: boolean };

/** Requests and invocations of one trace, each as a bar from when it began. */
export async function waterfall(traceId: string): Promise<HTMLElement> {
  const [spans = [], invocations = []] = await Promise.all([
    find<Span[]>('traces', { id: traceId }),
    find<Invocation[]>('invocations'),
  ]);
  const bars: Bar[] = [
    ...spans.map(({ service, operation, resource = '', start, durationMs, status }) => ({
      ...{
        name: `${service} ${operation}`,
        of: shortName(lastName(resource)),
        start,
        durationMs,
        failed: status >= 400,
      },
    })),
    ...invocations
      .filter((each) => traceRoot(each.traceId) === traceId)
      .map(({ functionName, requestId, startedAt, durationMs, status }) => ({
        ...{ name: shortName(functionName), of: 'function', to: href(['functions', functionName, requestId]) },
        ...{ start: startedAt, durationMs, failed: status !== 'success' && status !== 'succeeded' },
      })),
  ].sort((left, right) => left.start - right.start || right.durationMs - left.durationMs);
  if (bars.length === 0) return empty('Nothing of this trace is kept any more.');
  const start = Math.min(...bars.map((bar) => bar.start));
  const whole = Math.max(1, ...bars.map((bar) => bar.start + bar.durationMs - start));
  return h(
    'div',
    { class: 'waterfall', role: 'list', 'aria-label': 'Spans of the trace' },
    bars.map((bar) => {
      const inner = h('i', { class: bar.failed && 'bad' });
      inner.style.left = `${(100 * (bar.start - start)) / whole}%`;
      inner.style.width = `${(100 * bar.durationMs) / whole}%`;
      return [
        h(
          'div',
          { class: 'what', role: 'listitem' },
          bar.to ? link(bar.to, bar.name) : bar.name,
          ' ',
          h('small', {}, bar.of),
          bar.failed && h('span', { class: 'failed' }, ' failed'),
        ),
        h('div', { class: 'track', 'aria-hidden': 'true' }, inner),
        h('div', { class: 'number mono' }, duration(bar.durationMs)),
      ];
    }),
  );
}
