// Outlines of lucide (ISC), the few that are needed.
const OUTLINES = {
  check: 'M20 6 9 17l-5-5',
  cross: 'M18 6 6 18M6 6l12 12',
  clock: 'M12 6v6l4 2M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20',
  dots: 'M5 12h.01M12 12h.01M19 12h.01',
  dash: 'M5 12h14',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  search: 'm21 21-4.3-4.3M11 3a8 8 0 1 0 0 16 8 8 0 0 0 0-16',
  menu: 'M4 6h16M4 12h16M4 18h16',
  refresh: 'M3 12a9 9 0 0 1 15-6.7L21 8M21 3v5h-5M21 12a9 9 0 0 1-15 6.7L3 16M3 21v-5h5',
  add: 'M12 5v14M5 12h14',
  trash: 'M3 6h18M19 6l-1 14H6L5 6M9 6V3h6v3',
  download: 'M12 3v12M7 10l5 5 5-5M4 21h16',
  upload: 'M12 15V3M7 8l5-5 5 5M4 21h16',
  play: 'm7 4 13 8-13 8z',
  contrast: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20M12 2v20M12 7h8M12 12h10M12 17h8',
  arrow: 'M5 12h14M13 6l6 6-6 6',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  overview: 'M3 3h8v10H3zM13 3h8v6h-8zM13 13h8v8h-8zM3 17h8v4H3z',
  graph: 'M6 3v6M6 15v6M18 9v6M3 3h6v6H3zM15 9h6v6h-6zM3 15h6v6H3zM9 6h6v6M9 18h6v-6',
  table: 'M3 4h18v16H3zM3 10h18M3 15h18M9 10v10',
  queue: 'M3 5h18v4H3zM3 11h18v4H3zM3 17h18v3H3z',
  event: 'M13 2 4 14h7l-1 8 9-12h-7z',
  lambda: 'M6 3h3l8 18h3M11.5 9 6 21',
  trace: 'M3 5h10M7 12h12M11 19h9',
  mail: 'M3 5h18v14H3zM3 6l9 7 9-7',
  users: 'M9 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M2 21a7 7 0 0 1 14 0M16 4a4 4 0 0 1 0 8M22 21a7 7 0 0 0-4-6',
  bucket: 'M4 6h16l-2 15H6zM3 6a9 3 0 0 0 18 0 9 3 0 0 0-18 0',
  api: 'M8 4 3 12l5 8M16 4l5 8-5 8M13 6l-2 12',
  log: 'M5 3h14v18H5zM8 8h8M8 12h8M8 16h5',
  metric: 'M3 20h18M6 16v-5M11 16V6M16 16v-8M20 16v-3',
} as const;

export type IconName = keyof typeof OUTLINES;

const SVG = 'http://www.w3.org/2000/svg';

export function svg(
  tag: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly Node[]
): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** A picture beside a word, silent to screen readers. */
export const icon = (name: IconName): SVGElement =>
  svg(
    'svg',
    { viewBox: '0 0 24 24', width: 14, height: 14, 'aria-hidden': 'true', class: 'icon' },
    svg('path', {
      d: OUTLINES[name],
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': 2,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    }),
  );
