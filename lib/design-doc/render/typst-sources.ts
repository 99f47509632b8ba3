import type { Claim } from '#lib/domain/design-document/document';
import { typstText } from '#lib/domain/text/typst-text';
import type { DesignDocument } from '../design-document.ts';

type Source = Claim['sources'][number];

function placeOf(source: Source): string {
  if (source.kind === 'file') return `${source.id}:${source.line ?? 1}`;
  if (source.kind === 'answer') return `answer to ${source.id}${source.quote ? ` “${source.quote}”` : ''}`;
  if (source.kind === 'document')
    return `document ${source.id}${source.page === undefined ? '' : `, page ${source.page}`}`;
  return `computed: ${source.id}`;
}

/** Each claim in its own words, with every place that it rests on. */
function inFull({ id, text, sources }: Claim, number: number): string {
  const places = sources.length > 0 ? sources.map(placeOf).join(', ') : 'over the whole source';
  return `#block(below: 0.5em)[#text(size: 7.5pt)[#strong[${typstText(`[${number}]`)}] ${typstText(text)} ${typstText(places)}]] #label("${id}")`;
}

/** What the place says beyond the heading that it stands under. */
function under(heading: string, { sources }: Claim): string {
  const [first, ...others] = sources;
  if (first?.kind === 'file') return [`${first.line ?? 1}`, ...others.map(placeOf)].join(', ');
  return sources
    .map(placeOf)
    .filter((place) => place !== heading)
    .join(', ');
}

function headingOf({ sources }: Claim): string {
  const first = sources[0];
  if (!first) return 'Over the whole source';
  if (first.kind === 'file') return first.id;
  return first.kind === 'computed' ? 'Computed' : first.kind === 'answer' ? 'Answers' : 'Documents';
}

/** Numbers and lines alone, file by file: a page holds some hundreds of them. */
function byPlace(claims: readonly Claim[]): string[] {
  const groups = new Map<string, string[]>();
  for (const [index, claim] of claims.entries()) {
    const heading = headingOf(claim);
    const group = groups.get(heading) ?? [];
    groups.set(heading, group);
    const place = under(heading, claim);
    group.push(
      `#box[#strong[${typstText(`[${index + 1}]`)}]${place === '' ? '' : ` ${typstText(place)}`}] #label("${claim.id}")`,
    );
  }
  return [...groups].map(
    ([heading, items]) =>
      `#block(below: 0.7em)[#set text(size: 7pt)\n#strong[${typstText(heading)}] #linebreak() ${items.join(' #h(0.6em) ')}]`,
  );
}

/** The last section: where each marker leads. A comprehensive edition repeats what each claim says. */
export function typstSources({ claims, detail }: DesignDocument): string[] {
  if (claims.length === 0) return [];
  const list =
    detail === 'comprehensive'
      ? claims.map((claim, index) => inFull(claim, index + 1))
      : [
          '#text(size: 8pt)[The line of each source by its number. What each says, in words: traceability.json and design.html.]',
          ...byPlace(claims),
        ];
  return ['#heading(level: 1)[Sources]', ...list];
}
