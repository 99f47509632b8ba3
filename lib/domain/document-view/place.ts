import type { Block, Position } from '../document/extracted.ts';

/** What an address may name: a block by its number, or the first block of a page, slide, sheet or line. */
interface WantedPlace {
  readonly block: number | undefined;
  /** The last block of what is cited. */
  readonly to: number | undefined;
  readonly page: number | undefined;
  readonly slide: number | undefined;
  readonly line: number | undefined;
  readonly sheet: string | undefined;
  readonly entry: string | undefined;
}

type Parameters = { get: (name: string) => string | null };

/** The place that an address names; what is no number from 0 on counts as not said. */
export function readPlace(parameters: Parameters): WantedPlace {
  const number = (name: string) => {
    const raw = parameters.get(name);
    return raw !== null && /^\d{1,7}$/.test(raw) ? Number(raw) : undefined;
  };
  return {
    block: number('block'),
    to: number('to'),
    page: number('page'),
    slide: number('slide'),
    line: number('line'),
    sheet: parameters.get('sheet') ?? undefined,
    entry: parameters.get('entry') ?? undefined,
  };
}

export interface FoundPlace {
  readonly first: number;
  readonly last: number;
}

/** The blocks that a place means; undefined where it names nothing that the document has. */
export function findPlace(blocks: readonly Block[], wanted: WantedPlace): FoundPlace | undefined {
  if (wanted.block !== undefined) {
    if (wanted.block >= blocks.length) return undefined;
    const last = Math.min(blocks.length - 1, Math.max(wanted.block, wanted.to ?? 0));
    return { first: wanted.block, last };
  }
  const { page, slide, sheet, line, entry } = wanted;
  if ([page, slide, sheet, line, entry].every((part) => part === undefined)) return undefined;
  const candidates = blocks
    .map(({ position }, index) => ({ position, index }))
    .filter(
      ({ position }) => (entry === undefined || position.entry === entry) && isAt(position, { page, slide, sheet }),
    );
  const found = line === undefined ? candidates[0] : atLine(candidates, line);
  return found && { first: found.index, last: found.index };
}

type PartialPlace = Pick<WantedPlace, 'page' | 'slide' | 'sheet'>;

function isAt(position: Position, { page, slide, sheet }: PartialPlace): boolean {
  return (
    (page === undefined || position.page === page) &&
    (slide === undefined || position.slide === slide) &&
    (sheet === undefined || position.sheet === sheet)
  );
}

/** A line lies in the last block that begins at it or before. */
function atLine(candidates: readonly { position: Position; index: number }[], line: number) {
  return candidates.findLast(({ position }) => position.line !== undefined && position.line <= line);
}

/** The address of a place in a document's viewer. */
export function documentHref(projectId: string, documentId: string, place?: { first: number; last?: number }): string {
  const base = `/projects/${encodeURIComponent(projectId)}/documents/${encodeURIComponent(documentId)}`;
  if (!place) return base;
  const to = place.last !== undefined && place.last > place.first ? `&to=${place.last}` : '';
  return `${base}?block=${place.first}${to}`;
}
