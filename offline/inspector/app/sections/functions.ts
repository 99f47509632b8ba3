import { find, rest } from '../api.ts';
import {
  badge,
  block,
  button,
  card,
  copyable,
  dialog,
  empty,
  facts,
  field,
  form,
  h,
  heading,
  lasted,
  link,
  notice,
  time,
} from '../dom.ts';
import { count, duration, pretty, shortName, traceRoot } from '../format.ts';
import type { Invocation } from '../invocation.ts';
import { liveButton } from '../live.ts';
import { opens } from '../opened.ts';
import { href } from '../route.ts';
import { table } from '../table.ts';
import type { Section, View } from '../view.ts';
import { waterfall } from '../waterfall.ts';

type Configuration = {
  FunctionName: string;
  FunctionArn: string;
  Runtime: string;
  Handler: string;
  Timeout: number;
  MemorySize: number;
  CodeSize?: number;
  Role: string;
  Environment?: { Variables?: Record<string, string> };
};

export const functions: Section = {
  id: 'functions',
  title: 'Functions',
  render(view) {
    const [, name, id] = view.path;
    if (name === undefined) return renderList(view);
    return id === undefined ? renderFunction(view, name) : renderInvocation(view, name, id);
  },
};

const hasSucceeded = ({ status }: Invocation): boolean => status === 'success' || status === 'succeeded';
const statusBadge = (each: Invocation) => badge(hasSucceeded(each) ? 'done' : 'failed', each.status);

async function list(): Promise<Configuration[]> {
  const response = await rest({
    service: 'lambda',
    method: 'GET',
    path: '/2015-03-31/functions/',
    query: { MaxItems: '200' },
  });
  return ((await response.json()) as { Functions: Configuration[] }).Functions;
}
const invocations = async () => (await find<Invocation[]>('invocations')) ?? [];

async function renderList(view: View): Promise<void> {
  const all = await list();
  let seen = '';
  const show = async () => {
    const recent = await invocations();
    const now = recent[0]?.requestId ?? '-';
    if (now === seen) return;
    seen = now;
    const of = (name: string) => recent.filter(({ functionName }) => functionName === name);
    view.show(
      heading(
        'Functions',
        [],
        liveButton(view, show, () => (seen = '')),
      ),
      h('h2', {}, 'Recent invocations'),
      invocationTable(view, recent, true),
      h('h2', {}, 'Functions'),
      table(view, {
        name: 'functions',
        scope: 'functions.',
        rows: all,
        empty: 'The app has no function.',
        open: ({ FunctionName }) => href(['functions', FunctionName]),
        columns: [
          { key: 'function', title: 'Function', value: ({ FunctionName }) => shortName(FunctionName) },
          { key: 'runtime', title: 'Runtime', minor: true, value: ({ Runtime }) => Runtime },
          {
            key: 'memory',
            title: 'Memory',
            numeric: true,
            minor: true,
            value: ({ MemorySize }) => MemorySize,
            cell: ({ MemorySize }) => `${MemorySize} MB`,
          },
          {
            key: 'timeout',
            title: 'Timeout',
            numeric: true,
            minor: true,
            value: ({ Timeout }) => Timeout,
            cell: ({ Timeout }) => `${Timeout} s`,
          },
          {
            key: 'runs',
            title: 'Runs',
            numeric: true,
            value: ({ FunctionName }) => of(FunctionName).length,
            cell: ({ FunctionName }) => count(of(FunctionName).length),
          },
          {
            key: 'failed',
            title: 'Failed',
            numeric: true,
            value: ({ FunctionName }) => of(FunctionName).filter((each) => !hasSucceeded(each)).length,
          },
        ],
      }),
    );
  };
  await show();
}

const invocationTable = (view: View, rows: readonly Invocation[], withFunction: boolean) =>
  table(view, {
    name: 'invocations',
    rows,
    sort: '-started',
    empty: 'Nothing was invoked since the start.',
    open: ({ functionName, requestId }) => href(['functions', functionName, requestId]),
    columns: [
      {
        key: 'started',
        title: 'Started',
        value: ({ startedAt }) => startedAt,
        cell: ({ startedAt }) => time(startedAt),
      },
      ...(withFunction
        ? [{ key: 'name', title: 'Function', value: ({ functionName }: Invocation) => shortName(functionName) }]
        : []),
      {
        key: 'status',
        title: 'Result',
        value: ({ status, error }) => `${status} ${error?.type ?? ''}`,
        cell: (each) => statusBadge(each),
      },
      { key: 'trigger', title: 'Trigger', minor: true, value: ({ trigger }) => trigger },
      {
        key: 'duration',
        title: 'Duration',
        numeric: true,
        value: ({ durationMs }) => durationMs,
        cell: ({ durationMs }) => lasted(durationMs),
      },
      {
        key: 'memory',
        title: 'Memory',
        numeric: true,
        minor: true,
        value: ({ usedMb = 0 }) => usedMb,
        cell: ({ usedMb, memoryMb }) => `${usedMb ?? '–'} / ${memoryMb} MB`,
      },
    ],
  });

async function renderFunction(view: View, name: string): Promise<void> {
  const [response, recent] = await Promise.all([
    rest({ service: 'lambda', method: 'GET', path: `/2015-03-31/functions/${encodeURIComponent(name)}/configuration` }),
    invocations(),
  ]);
  const configuration = (await response.json()) as Configuration;
  const variables = Object.entries(configuration.Environment?.Variables ?? {});
  view.show(
    heading(
      shortName(name),
      [link('#/functions', 'Functions')],
      button(
        'Invoke',
        opens(view, 'dialog', 'invoke', () => invoke(view, name)),
        { icon: 'play', kind: 'primary' },
      ),
    ),
    h(
      'div',
      { class: 'cards' },
      card(
        'Function',
        facts([
          ['Name', copyable(name)],
          ['Runtime', configuration.Runtime],
          ['Handler', h('code', {}, configuration.Handler)],
          ['Timeout', `${configuration.Timeout} s`],
          ['Memory', `${configuration.MemorySize} MB`],
          ['Role', copyable(configuration.Role)],
        ]),
      ),
      card(
        'Environment',
        variables.length === 0
          ? empty('No variables.')
          : facts(
              variables.map(
                ([key, value]) =>
                  [key, /secret|password|token|key/i.test(key) ? h('code', {}, '••••••••') : copyable(value)] as const,
              ),
            ),
      ),
    ),
    h('h2', {}, 'Recent invocations'),
    invocationTable(
      view,
      recent.filter(({ functionName }) => functionName === name),
      false,
    ),
  );
}

function invoke(view: View, name: string): HTMLDialogElement {
  const payload = h('textarea', { class: 'code', rows: 10, spellcheck: 'false' });
  payload.value = '{}';
  const answer = h('div', { 'aria-live': 'polite' });
  return dialog(
    `Invoke ${shortName(name)}`,
    () =>
      form(
        [
          field('Payload', payload),
          h('footer', {}, button('Invoke', undefined, { icon: 'play', kind: 'primary', submit: true })),
          answer,
        ],
        async () => {
          JSON.parse(payload.value || '{}');
          const began = performance.now();
          const response = await rest({
            ...{
              service: 'lambda',
              method: 'POST',
              path: `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`,
            },
            headers: { 'content-type': 'application/json', 'x-amz-log-type': 'Tail' },
            body: payload.value,
          });
          const result = await response.text();
          const failed = response.headers.get('x-amz-function-error');
          const logged = response.headers.get('x-amz-log-result');
          answer.replaceChildren(
            notice(failed ? 'failed' : 'done', `${failed ?? 'Succeeded'} in ${duration(performance.now() - began)}`),
            block(pretty(result), 'Result'),
            logged
              ? block(new TextDecoder().decode(Uint8Array.from(atob(logged), (letter) => letter.charCodeAt(0))), 'Log')
              : '',
          );
          if (!view.isGone) await renderFunction(view, name);
        },
      ),
    true,
  );
}

async function renderInvocation(view: View, name: string, id: string): Promise<void> {
  const crumbs = [link('#/functions', 'Functions'), '/', link(href(['functions', name]), shortName(name))];
  const invocation = (await invocations()).find(({ requestId }) => requestId === id);
  if (!invocation) {
    view.show(heading('Invocation', crumbs), empty('This invocation is no longer kept; the newest are.'));
    return;
  }
  const { startedAt, durationMs, initMs, usedMb, memoryMb, error, trigger, payload, result, logs } = invocation;
  const traceId = traceRoot(invocation.traceId);
  view.show(
    heading(h('code', {}, id), crumbs, statusBadge(invocation)),
    error ? notice('failed', h('strong', {}, error.type), error.message) : '',
    h(
      'div',
      { class: 'cards' },
      card(
        'Invocation',
        facts([
          ['Started', time(startedAt)],
          ['Duration', lasted(durationMs)],
          ['Start of the environment', initMs === undefined ? undefined : duration(initMs)],
          ['Memory', `${usedMb ?? '–'} of ${memoryMb} MB`],
          ['Trigger', trigger],
          ['Trace', link(href(['traces', traceId]), h('code', {}, traceId))],
        ]),
      ),
      card('Trace', await waterfall(traceId)),
    ),
    h(
      'div',
      { class: 'cards' },
      card('Payload', block(pretty(payload), 'Payload')),
      card('Result', block(pretty(result), 'Result')),
    ),
    card('Log', block(logs.join('\n'), 'Log')),
  );
}
