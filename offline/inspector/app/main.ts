import { get } from './api.ts';
import { button, h, heading, link, messageOf, notice, setClockOffset } from './dom.ts';
import { type IconName, icon } from './icons.ts';
import { openPalette } from './palette.ts';
import { parseRoute } from './route.ts';
import { buckets } from './sections/buckets.ts';
import { eventBuses } from './sections/events.ts';
import { functions } from './sections/functions.ts';
import { graphql } from './sections/graphql.ts';
import { cloudWatchLogs } from './sections/logs.ts';
import { mailbox } from './sections/mailbox.ts';
import { metrics } from './sections/metrics.ts';
import { overview } from './sections/overview.ts';
import { queues } from './sections/queues.ts';
import { resources } from './sections/resources.ts';
import { tables } from './sections/tables.ts';
import { traces } from './sections/traces.ts';
import { users } from './sections/users.ts';
import { type Section, View } from './view.ts';

const SECTIONS: readonly (readonly [Section, IconName])[] = [
  [overview, 'overview'],
  [resources, 'graph'],
  [tables, 'table'],
  [queues, 'queue'],
  [eventBuses, 'event'],
  [functions, 'lambda'],
  [traces, 'trace'],
  [graphql, 'api'],
  [mailbox, 'mail'],
  [users, 'users'],
  [buckets, 'bucket'],
  [cloudWatchLogs, 'log'],
  [metrics, 'metric'],
];

const top = element('top');
const nav = element('sections');
const main = element('main');
let view: View | undefined;

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found;
}

function showFrame(): void {
  const menu = button('', () => toggleMenu(), { icon: 'menu', kind: 'quiet', label: 'Sections' });
  menu.id = 'menu';
  menu.setAttribute('aria-controls', 'sections');
  menu.setAttribute('aria-expanded', 'false');
  top.append(
    menu,
    h('a', { href: '#/', class: 'name' }, 'Offline backend'),
    h('span', { class: 'origin' }, location.host),
    h('span', { class: 'space' }),
    h(
      'button',
      { type: 'button', 'aria-keyshortcuts': 'Control+K /', onclick: search },
      icon('search'),
      h('span', { class: 'word' }, 'Search'),
      h('kbd', { 'aria-hidden': 'true' }, 'Ctrl K'),
    ),
    button('', () => setTheme(theme() === 'dark' ? 'light' : 'dark'), {
      icon: 'contrast',
      kind: 'quiet',
      label: 'Light or dark',
    }),
  );
  nav.append(
    h(
      'ul',
      {},
      SECTIONS.map(([{ id, title }, name]) => h('li', {}, h('a', { href: `#/${id}` }, icon(name), title))),
    ),
  );
}

function toggleMenu(open = !nav.classList.contains('open')): void {
  nav.classList.toggle('open', open);
  element('menu').setAttribute('aria-expanded', String(open));
  if (open) nav.querySelector('a')?.focus();
}

const search = () => openPalette(SECTIONS.map(([{ id, title }]) => ({ title, kind: 'Section', href: `#/${id}` })));

const dark = matchMedia('(prefers-color-scheme: dark)');
const theme = () => document.documentElement.dataset.theme;
function setTheme(name: string): void {
  document.documentElement.dataset.theme = name;
  localStorage.setItem('inspector-theme', name);
}
function followTheme(): void {
  document.documentElement.dataset.theme = localStorage.getItem('inspector-theme') ?? (dark.matches ? 'dark' : 'light');
}

let shownPath = '';
async function show(): Promise<void> {
  const route = parseRoute(location.hash);
  const section = SECTIONS.find(([{ id }]) => id === (route.path[0] ?? ''))?.[0];
  view?.leave();
  for (const dialog of document.querySelectorAll<HTMLDialogElement>('dialog[open]')) dialog.close();
  const current = new View(main, { ...route, path: route.path });
  view = current;
  toggleMenu(false);
  for (const each of nav.querySelectorAll('a')) {
    if (each.getAttribute('href') === `#/${section?.id ?? ''}`) each.setAttribute('aria-current', 'page');
    else each.removeAttribute('aria-current');
  }
  const name = [route.path[1], section?.title].filter(Boolean).join(' · ');
  document.title = `${name || 'Not found'} – Offline backend`;
  main.setAttribute('aria-busy', 'true');
  try {
    if (section) await section.render(current);
    else
      current.show(heading('Not found'), notice('idle', 'There is no such section.', link('#/', 'Go to the overview')));
  } catch (error) {
    current.show(
      heading(section?.title ?? 'Not found'),
      notice('failed', messageOf(error), button('Try again', show, { icon: 'refresh' })),
    );
  }
  if (current.isGone) return;
  main.removeAttribute('aria-busy');
  // A new place is told to screen readers by its heading; the same place with other parameters keeps the focus.
  const path = route.path.join('/');
  if (path !== shownPath) {
    main.querySelector('h1')?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
  shownPath = path;
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Ctrl-K and / search, j and k go through rows, Esc leaves a field or goes up. */
function onKey(event: KeyboardEvent): void {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  if (document.querySelector('dialog[open]')) return;
  if ((ctrlKey || metaKey) && key.toLowerCase() === 'k') {
    event.preventDefault();
    search();
  } else if (key === 'Escape') {
    if (isTyping(target)) (target as HTMLElement).blur();
    else if (nav.classList.contains('open')) toggleMenu(false);
    else main.querySelector<HTMLAnchorElement>('.crumbs a:last-of-type')?.click();
  } else if (isTyping(target) || ctrlKey || metaKey || altKey) {
    return;
  } else if (key === '/') {
    event.preventDefault();
    search();
  } else if (key === 'j' || key === 'k') {
    step(key === 'j' ? 1 : -1);
  }
}

function step(by: 1 | -1): void {
  const rows = [...main.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row === document.activeElement);
  const next = at === -1 ? (by === 1 ? 0 : rows.length - 1) : at + by;
  const row = rows[Math.max(0, Math.min(rows.length - 1, next))];
  row?.focus();
  row?.scrollIntoView({ block: 'nearest' });
}

followTheme();
dark.addEventListener('change', followTheme);
showFrame();
addEventListener('hashchange', () => void show());
addEventListener('keydown', onKey);
get<{ offsetMs: number }>('clock')
  .then(({ offsetMs }) => setClockOffset(offsetMs))
  .catch(() => undefined)
  .finally(() => void show());
