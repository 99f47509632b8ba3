import { renderMermaidSVG } from 'beautiful-mermaid';
import { lookalikes } from '../diagrams/picture.ts';

/**
 * Colours of the pictures, plain so that nothing but a reader of SVG is needed; those of the dark scheme keep the same
 * contrast. The library mixes them by CSS functions that Typst's reader of SVG does not know.
 */
const palettes = {
  light: {
    bg: '#ffffff',
    fg: '#27272a',
    _text: '#27272a',
    '_text-sec': '#52525b',
    '_text-muted': '#63636b',
    '_text-faint': '#71717a',
    _line: '#71717a',
    _arrow: '#3f3f46',
    '_node-fill': '#f7f7f8',
    '_node-stroke': '#a1a1aa',
    '_group-fill': '#ffffff',
    '_group-hdr': '#f0f0f2',
    '_inner-stroke': '#d4d4d8',
    '_key-badge': '#e4e4e7',
  },
  dark: {
    bg: '#18181b',
    fg: '#e4e4e7',
    _text: '#e4e4e7',
    '_text-sec': '#b9b9c0',
    '_text-muted': '#a1a1aa',
    '_text-faint': '#8d8d96',
    _line: '#8d8d96',
    _arrow: '#c4c4cb',
    '_node-fill': '#242428',
    '_node-stroke': '#63636b',
    '_group-fill': '#18181b',
    '_group-hdr': '#222226',
    '_inner-stroke': '#3f3f46',
    '_key-badge': '#34343a',
  },
} as const;

const escapeXml = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\uFFFE\uFFFF]+/gu, ' ')
    .replace(/[<>&"]/g, (one) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' })[one] ?? one);

const declare = (palette: Readonly<Record<string, string>>) =>
  Object.entries(palette)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');

const font = 'ui-sans-serif, system-ui, sans-serif';

/** A letter that looks like a space and is none to the library's reader. */
const blank = '\u2800';

/** The library shows an entity by its id, and knows no label for it: the label is made the id. */
function withEntityNames(mermaid: string): string {
  if (!mermaid.startsWith('erDiagram')) return mermaid;
  const labels = new Map(
    [...mermaid.matchAll(/^ {2}(E\d+)\["(.*)"\] \{$/gm)].map(([, id = '', label = '']) => [
      id,
      label.replace(/\s/g, blank),
    ]),
  );
  return mermaid
    .replace(/^( {4}\w+) key_(pk|fk|uk)\b/gim, '$1 $2')
    .replace(/^ {2}(E\d+)\[".*"\] \{$/gm, (_, id: string) => `  ${labels.get(id) ?? id} {`)
    .replace(
      /^ {2}(E\d+) (\S+) (E\d+) : "(.*)"$/gm,
      (_, from: string, line: string, to: string, label: string) =>
        `  ${labels.get(from) ?? from} ${line} ${labels.get(to) ?? to} : ${label}`,
    );
}

/**
 * A Mermaid source as SVG that stands alone: no remote font, light and dark by the reader's preference, a title for
 * those who listen. Null where the library cannot draw it.
 */
export function drawSvg(id: string, title: string, mermaid: string): string | null {
  let svg: string;
  try {
    svg = renderMermaidSVG(withEntityNames(mermaid), { transparent: true }).replaceAll(blank, ' ');
    svg = Object.entries(lookalikes).reduce((text, [real, shown]) => text.replaceAll(shown, escapeXml(real)), svg);
  } catch {
    return null;
  }
  if (!/viewBox="[-\d.]+ [-\d.]+ [1-9][\d.]* [1-9][\d.]*"/.test(svg)) return null;
  const scope = `dd-${id.replace(/[^a-z0-9-]/gi, '')}`;
  return svg
    .replace(/@import\s+url\([^)]*\)[^;]*;/g, '')
    .replace(/<style>[\s\S]*?<\/style>/, (style) => {
      const rules = style
        .replace(/<\/?style>/g, '')
        .replace(/svg\s*\{[\s\S]*?\}/, '')
        .replace(/font-family:[^;}]*/g, `font-family: ${font}`)
        .replace(
          /(^|\}|\n)\s*([.a-z][^{}@]*)\{/g,
          (_, before: string, selector: string) => `${before}.${scope} ${selector.trim()}{`,
        );
      return `<style>.${scope}{${declare(palettes.light)}}@media (prefers-color-scheme: dark){.${scope}{${declare(palettes.dark)}}}@media print{.${scope}{${declare(palettes.light)}}}${rules.trim()}</style>`;
    })
    .replace(/\sstyle="--bg[^"]*"/, '')
    .replace(/<svg /, `<svg class="${scope}" role="img" aria-label="${escapeXml(title)}" `)
    .replace(/(?<=\s)id="([^"]+)"/g, `id="${scope}-$1"`)
    .replace(/url\(#([^)]+)\)/g, `url(#${scope}-$1)`);
}

/** The same in the light palette's plain colours, for readers of SVG that know no CSS variables. */
export function paintedSvg(svg: string): string {
  return svg
    .replace(/@media[^{]*\{[^{}]*\{[^{}]*\}\}/g, '')
    .replace(/var\(--([\w-]+)(?:,[^()]*)?\)/g, (whole, name: string) =>
      Object.hasOwn(palettes.light, name)
        ? ((palettes.light as Readonly<Record<string, string>>)[name] ?? whole)
        : whole,
    );
}
