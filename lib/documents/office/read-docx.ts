import mammoth from 'mammoth';
import * as z from 'zod/mini';
import type { Position } from '#lib/domain/document/extracted';
import type { UntrustedZip } from '#lib/runtime/zip/read-untrusted-zip';
import type { BlockList } from '../block-list.ts';
import type { ReadResult } from '../extraction.ts';
import { withPageBreaks } from './docx-pages.ts';
import { packParts } from './pack-parts.ts';
import { isProperties, propertiesOf, readPartBytes, textOf } from './parts.ts';

/** A node of the library's document, as far as it is read. */
interface Node {
  readonly type: string;
  readonly children?: readonly Node[];
  readonly value?: string;
  readonly styleId?: string | null;
  readonly styleName?: string | null;
  readonly numbering?: unknown;
  readonly breakType?: string;
  readonly noteType?: string;
  readonly noteId?: string;
}

interface Notes {
  resolve(reference: Node): { readonly body: readonly Node[] } | null;
}

/** The library's own form is trusted: it made it. */
const documentSchema = z.object({
  children: z.array(z.custom<Node>((node: unknown) => typeof node === 'object' && node !== null)),
  notes: z.custom<Notes>((notes: unknown) => typeof notes === 'object' && notes !== null),
});

const bodyPath = 'word/document.xml';

/** The parts that hold text and its structure; pictures and the like are left in the archive. */
const isText = (path: string) =>
  /^(?:\[Content_Types\]\.xml|_rels\/.*\.rels|word\/.*\.(?:xml|rels)|docProps\/.*\.xml)$/.test(path);

/**
 * Reads a Word document: headings by their styles, lists, tables, notes, each with the number of its paragraph, and
 * with its page where the file knows of pages.
 */
export async function readDocx(zip: UntrustedZip, list: BlockList): Promise<ReadResult> {
  const parts = await readPartBytes(zip, isText);
  const body = parts.get(bodyPath);
  const { xml, hasPages } = withPageBreaks(body ? new TextDecoder().decode(body) : '');
  const document = await parse(new Map(parts).set(bodyPath, new TextEncoder().encode(xml)));
  const reader = createReader(list, document.notes, hasPages);
  for (const node of document.children) reader.read(node);
  const { title, ...metadata } = propertiesOf(textOf(new Map([...parts].filter(([path]) => isProperties(path)))));
  return { title: title ?? null, pages: reader.pages(), metadata };
}

/** Checked parts are packed anew, so that the library unpacks nothing that was not. */
async function parse(parts: ReadonlyMap<string, Uint8Array>) {
  const buffer = packParts(parts);
  let captured: unknown;
  await mammoth.convertToHtml(
    { buffer },
    {
      // Its document is what is wanted; of the HTML nothing.
      transformDocument(document: unknown) {
        captured = document;
        return { ...documentSchema.parse(document), type: 'document', children: [], comments: [] };
      },
      externalFileAccess: false,
      includeEmbeddedStyleMap: false,
      // It serves the HTML alone, and takes longer to read than a small document.
      includeDefaultStyleMap: false,
    },
  );
  return documentSchema.parse(captured);
}

function createReader(list: BlockList, notes: Notes, hasPages: boolean) {
  let page = 1;
  let paragraph = 0;

  /** Text of a paragraph; `page` moves on where it holds a break. */
  function wordsOf(node: Node, onNote: (reference: Node) => void): string {
    switch (node.type) {
      case 'text':
        return node.value ?? '';
      case 'tab':
        return '\t';
      case 'noteReference':
        onNote(node);
        return '';
      case 'break':
        if (node.breakType === 'page') page += 1;
        return '\n';
      default:
        return (node.children ?? []).map((child) => wordsOf(child, onNote)).join('');
    }
  }

  const position = (at: number): Position => ({ paragraph, ...(hasPages ? { page: at } : {}) });

  function readParagraph(node: Node): void {
    const referred: Node[] = [];
    const before = page;
    const text = wordsOf(node, (reference) => referred.push(reference));
    // A break before the first letter moves the whole paragraph.
    const begins = /^\s*\n/.test(text) ? page : before;
    paragraph += 1;
    const level = headingLevel(node);
    if (level !== undefined) list.heading(level, text, position(begins));
    else list.add({ kind: node.numbering ? 'list-item' : 'paragraph', text, position: position(begins) });
    for (const reference of referred) {
      for (const part of notes.resolve(reference)?.body ?? []) {
        list.add({ kind: 'paragraph', text: wordsOf(part, () => undefined), position: position(page) });
      }
    }
  }

  function readTable(node: Node): void {
    const begins = page;
    paragraph += 1;
    const rows = (node.children ?? []).map((row) =>
      (row.children ?? []).map((cell) =>
        (cell.children ?? []).map((part) => wordsOf(part, () => undefined)).join('\n'),
      ),
    );
    list.table(rows, position(begins));
  }

  return {
    read: (node: Node) => (node.type === 'table' ? readTable(node) : readParagraph(node)),
    pages: () => page,
  };
}

/** By the style's own name, which stays English in every language's Word; `Title` is the first level. */
function headingLevel({ styleName, styleId }: Node): number | undefined {
  const name = `${styleName ?? ''}|${styleId ?? ''}`.toLowerCase();
  const level = /(?:^|\|)(?:heading|überschrift|titre|título) ?([1-9])(?:$|\|)/.exec(name)?.[1];
  if (level !== undefined) return Number(level);
  return /(?:^|\|)title(?:$|\|)/.test(name) ? 1 : undefined;
}
