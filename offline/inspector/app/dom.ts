import { duration, exactTime, relativeTime } from './format.ts';
import { type IconName, icon } from './icons.ts';

export type Child = Node | string | number | undefined | false | readonly Child[];
type Attributes = Readonly<Record<string, string | number | boolean | undefined | ((event: Event) => unknown)>>;

/** An element. Texts become text, never markup; a function becomes a listener (`onclick`). */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), (event) => void value(event));
    else if (value === true) element.setAttribute(name, '');
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  append(element, children);
  return element;
}

export function append(parent: Element | DocumentFragment, children: readonly Child[]): void {
  for (const child of children) {
    if (isList(child)) append(parent, child);
    else if (child !== undefined && child !== false) parent.append(typeof child === 'number' ? String(child) : child);
  }
}
const isList = (child: Child): child is readonly Child[] => Array.isArray(child);

/** A failure that nobody catches is told at the foot of the page. */
const guarded = (run: () => unknown) => async (event: Event) => {
  const target = event.currentTarget;
  const button = target instanceof HTMLButtonElement ? target : undefined;
  button?.setAttribute('aria-busy', 'true');
  try {
    await run();
  } catch (error) {
    toast(messageOf(error), 'failed');
  } finally {
    button?.removeAttribute('aria-busy');
  }
};

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export type ButtonLook = { icon?: IconName; kind?: 'primary' | 'danger' | 'quiet'; label?: string; submit?: boolean };

/** A button; `label` names one that shows its icon only. */
export function button(text: string, run: (() => unknown) | undefined, look: ButtonLook = {}): HTMLButtonElement {
  return h(
    'button',
    {
      type: look.submit ? 'submit' : 'button',
      class: look.kind ?? false,
      'aria-label': look.label,
      title: look.label,
      onclick: run && guarded(run),
    },
    look.icon && icon(look.icon),
    text,
  );
}

export const link = (to: string, ...children: readonly Child[]) => h('a', { href: to }, ...children);

/** A name with a button that copies it whole. */
export const copyable = (text: string, shown = text) =>
  h('span', { class: 'copyable' }, h('code', { title: text }, shown), copyButton(text));

export const copyButton = (text: string) =>
  button(
    '',
    async () => {
      await navigator.clipboard.writeText(text);
      toast('Copied.', 'done');
    },
    { icon: 'copy', kind: 'quiet', label: `Copy ${text.length > 60 ? `${text.slice(0, 60)}…` : text}` },
  );

export type State = 'done' | 'failed' | 'waiting' | 'running' | 'idle';
const STATE_ICONS = { done: 'check', failed: 'cross', waiting: 'clock', running: 'dots', idle: 'dash' } as const;

/** A state: color, icon and word together. */
export const badge = (state: State, word: string) =>
  h('span', { class: `state ${state}` }, icon(STATE_ICONS[state]), word);

/** A time: relative, the exact one on hover. */
export function time(value: number | string | undefined, now = Date.now() + clockOffset): HTMLElement {
  if (value === undefined) return h('span', { class: 'faint' }, '–');
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) return h('span', {}, String(value));
  return h('time', { datetime: at.toISOString(), title: exactTime(at) }, relativeTime(at.getTime(), now));
}
/** How long something took, the exact milliseconds on hover. */
export const lasted = (milliseconds: number): HTMLElement =>
  h(
    'span',
    { title: `${milliseconds.toLocaleString('en-US', { maximumFractionDigits: 3 })} ms` },
    duration(milliseconds),
  );
let clockOffset = 0;
/** How far the backend's clock is from this machine's, in milliseconds. */
export const setClockOffset = (milliseconds: number): void => {
  clockOffset = milliseconds;
};

/** A block of code or data, scrollable by keyboard. */
export function block(text: string, label: string): HTMLElement {
  return h(
    'div',
    { class: 'block' },
    copyButton(text),
    h('pre', { tabindex: 0, role: 'region', 'aria-label': label }, text || ' '),
  );
}

/** Terms and what they are; pairs without a value are left out. */
export const facts = (pairs: readonly (readonly [string, Child])[]) =>
  h(
    'dl',
    { class: 'facts' },
    pairs
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]),
  );

export const notice = (state: State, ...children: readonly Child[]) =>
  h(
    'div',
    { class: `notice ${state}`, role: state === 'failed' ? 'alert' : 'status' },
    icon(STATE_ICONS[state]),
    h('div', {}, ...children),
  );

export const empty = (text: string) => h('p', { class: 'empty' }, text);

export function card(title: string, ...children: readonly Child[]): HTMLElement {
  const id = `card-${title.toLowerCase().replaceAll(/\W+/g, '-')}`;
  return h('section', { class: 'card', 'aria-labelledby': id }, h('h2', { id }, title), ...children);
}

/** A line above a page: where one is, and what one can do. */
export const heading = (title: Child, crumbs: readonly Child[] = [], ...actions: readonly Child[]) =>
  h(
    'div',
    { class: 'heading' },
    h(
      'div',
      { class: 'title' },
      crumbs.length > 0 && h('nav', { class: 'crumbs', 'aria-label': 'Breadcrumb' }, ...crumbs),
      h('h1', { tabindex: -1 }, title),
    ),
    h('div', { class: 'actions' }, ...actions),
  );

/** A labelled control of a form. */
export function field(label: string, control: HTMLElement, hint?: string): HTMLElement {
  const id = (control.id ||= `field-${nextId()}`);
  return h('div', { class: 'field' }, h('label', { for: id }, label), control, hint && h('small', {}, hint));
}
let ids = 0;
export const nextId = (): number => (ids += 1);

export function choice(
  options: readonly (readonly [string, string])[],
  value: string,
  onchange?: (value: string) => unknown,
): HTMLSelectElement {
  const select = h(
    'select',
    {},
    options.map(([key, name]) => h('option', { value: key, selected: key === value }, name)),
  );
  const changed = guarded(() => onchange?.(select.value));
  select.addEventListener('change', (event) => void changed(event));
  return select;
}

/** Says shortly what happened, to eye and screen reader. */
export function toast(text: string, state: State): void {
  const box = document.getElementById('toasts');
  const shown = h('div', { class: `toast ${state}` }, icon(STATE_ICONS[state]), h('span', {}, text));
  box?.append(shown);
  setTimeout(() => shown.remove(), state === 'failed' ? 10_000 : 3500);
}

/** A dialog over the page; Esc closes it and the focus goes back. `build` gets the function that closes it. */
export function dialog(title: string, build: (close: () => void) => Child, wide = false): HTMLDialogElement {
  const id = `dialog-${nextId()}`;
  const element = h('dialog', { 'aria-labelledby': id, class: wide && 'wide' });
  const close = () => element.close();
  element.addEventListener('close', () => element.remove());
  append(element, [
    h('header', {}, h('h2', { id }, title), button('', close, { icon: 'cross', kind: 'quiet', label: 'Close' })),
    h('div', { class: 'content' }, build(close)),
  ]);
  document.body.append(element);
  element.showModal();
  return element;
}

/** Asks before what cannot be taken back. */
export function confirm(title: string, text: string, action: string, run: () => Promise<unknown>): void {
  dialog(title, (close) => [
    h('p', {}, text),
    h(
      'footer',
      {},
      button('Cancel', close),
      button(
        action,
        async () => {
          await run();
          close();
        },
        { kind: 'danger' },
      ),
    ),
  ]);
}

/** A form whose failure stands in it. */
export function form(
  children: readonly Child[],
  submit: (element: HTMLFormElement) => Promise<unknown>,
): HTMLFormElement {
  const failure = h('div', { 'aria-live': 'polite' });
  const element = h('form', {
    onsubmit: async (event: Event) => {
      event.preventDefault();
      failure.replaceChildren();
      element.setAttribute('aria-busy', 'true');
      try {
        await submit(element);
      } catch (error) {
        failure.replaceChildren(notice('failed', messageOf(error)));
      } finally {
        element.removeAttribute('aria-busy');
      }
    },
  });
  append(element, [...children, failure]);
  return element;
}
