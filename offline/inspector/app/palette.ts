import { get } from './api.ts';
import { h, nextId } from './dom.ts';
import { shortName } from './format.ts';
import { addressOf, type Graph, isOfFramework, kindOf } from './kinds.ts';
import { filtered } from './rows.ts';

type Entry = { title: string; kind: string; href: string };

const MOST_SHOWN = 50;

/** Search over sections and resources; arrows choose, Enter goes there. */
export function openPalette(sections: readonly Entry[]): void {
  const list = h('ul', { role: 'listbox', 'aria-label': 'Results', id: `palette-${nextId()}` });
  const input = h('input', {
    ...{
      type: 'text',
      role: 'combobox',
      'aria-label': 'Search sections and resources',
      placeholder: 'Section or resource',
    },
    ...{ 'aria-expanded': 'true', 'aria-controls': list.id, autocomplete: 'off' },
  });
  const element = h(
    'dialog',
    { class: 'palette', 'aria-label': 'Search' },
    h('div', { class: 'content' }, input, list),
  );
  let entries: readonly Entry[] = sections;
  let found: readonly Entry[] = [];
  let chosen = 0;

  const go = (entry: Entry | undefined) => {
    if (!entry) return;
    element.close();
    location.hash = entry.href;
  };
  const show = () => {
    found = filtered(entries, input.value, ({ title, kind }) => `${title} ${kind}`).slice(0, MOST_SHOWN);
    chosen = Math.max(0, Math.min(chosen, found.length - 1));
    list.replaceChildren(
      ...found.map((entry, index) =>
        h(
          'li',
          {
            role: 'option',
            id: `${list.id}-${index}`,
            'aria-selected': String(index === chosen),
            onclick: () => go(entry),
          },
          h('span', {}, entry.title),
          h('span', { class: 'faint' }, entry.kind),
        ),
      ),
    );
    if (found.length === 0) list.append(h('li', { class: 'empty' }, 'Nothing matches.'));
    input.setAttribute('aria-activedescendant', found.length > 0 ? `${list.id}-${chosen}` : '');
    list.children[chosen]?.scrollIntoView({ block: 'nearest' });
  };
  input.addEventListener('input', () => {
    chosen = 0;
    show();
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') return go(found[chosen]);
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    chosen += event.key === 'ArrowDown' ? 1 : -1;
    show();
  });
  element.addEventListener('close', () => element.remove());
  document.body.append(element);
  element.showModal();
  show();
  get<Graph>('graph')
    .then(({ nodes }) => {
      const named = nodes.filter((node) => kindOf(node.type).isMain && !isOfFramework(node));
      const titled = named.map((node) => ({
        title: shortName(node.logicalId),
        kind: kindOf(node.type).word,
        href: addressOf(node),
      }));
      entries = [...sections, ...titled];
      show();
    })
    .catch(() => undefined);
}
