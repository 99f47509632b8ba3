import type { getDocumentProxy } from 'unpdf';
import * as z from 'zod/mini';
import type { BlockList } from '../block-list.ts';
import type { OutlineEntry } from '../extraction.ts';

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

interface Bookmark {
  readonly title: string;
  readonly dest: unknown;
  readonly items: readonly Bookmark[];
}

/** The library's types leave out that there may be none. */
const bookmarksSchema = z.nullish(
  z.array(z.custom<Bookmark>((value: unknown) => typeof value === 'object' && value !== null)),
);

const mostEntries = 2000;
const deepest = 6;

/** A PDF's bookmarks, each with the block that it leads to: the one of its title on its page, else the page's first. */
export async function readOutline(pdf: Pdf, list: BlockList): Promise<OutlineEntry[]> {
  const found: OutlineEntry[] = [];
  const firstOfPage = new Map<number, number>();
  for (const [index, { position }] of list.blocks.entries()) {
    if (position.page !== undefined && !firstOfPage.has(position.page)) firstOfPage.set(position.page, index);
  }

  async function collect(entries: readonly Bookmark[], level: number): Promise<void> {
    for (const { title, dest, items } of entries) {
      if (found.length >= mostEntries || level > deepest) return;
      const page = await pageOf(pdf, dest);
      const first = page === undefined ? undefined : firstOfPage.get(page);
      if (first !== undefined && title.trim() !== '') {
        found.push({ level, title: title.trim().slice(0, 300).toWellFormed(), block: blockOf(list, first, title) });
      }
      await collect(items, level + 1);
    }
  }

  try {
    await collect(bookmarksSchema.parse(await pdf.getOutline()) ?? [], 1);
  } catch {
    // Bookmarks that lead nowhere take nothing from the text.
  }
  return found.toSorted((one, other) => one.block - other.block);
}

async function pageOf(pdf: Pdf, destination: unknown): Promise<number | undefined> {
  const explicit: unknown = typeof destination === 'string' ? await pdf.getDestination(destination) : destination;
  const reference: unknown = Array.isArray(explicit) ? explicit[0] : undefined;
  if (typeof reference === 'number') return reference + 1;
  if (typeof reference !== 'object' || reference === null || !('num' in reference) || !('gen' in reference))
    return undefined;
  const { num, gen } = reference;
  if (typeof num !== 'number' || typeof gen !== 'number') return undefined;
  return (await pdf.getPageIndex({ num, gen }).catch(() => -1)) + 1 || undefined;
}

const folded = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

function blockOf({ blocks }: BlockList, first: number, title: string): number {
  const page = blocks[first]?.position.page;
  const wanted = folded(title);
  for (let index = first; index < blocks.length && blocks[index]?.position.page === page; index += 1) {
    const text = folded(blocks[index]?.text ?? '');
    if (text !== '' && (text === wanted || text.endsWith(wanted))) return index;
  }
  return first;
}
