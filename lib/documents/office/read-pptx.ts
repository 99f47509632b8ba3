import { XMLParser } from 'fast-xml-parser';
import type { UntrustedZip } from '#lib/runtime/zip/read-untrusted-zip';
import type { BlockList } from '../block-list.ts';
import type { ReadResult } from '../extraction.ts';
import { decodeXml, isProperties, type Parts, propertiesOf, readParts } from './parts.ts';
import { slideBlocks } from './slide-blocks.ts';

const isSlide = (path: string) =>
  /^ppt\/(?:presentation\.xml|_rels\/presentation\.xml\.rels|slides\/[^/]+\.xml|slides\/_rels\/[^/]+\.rels|notesSlides\/[^/]+\.xml)$/.test(
    path,
  );

/** Keeps the order of elements, which is the order on the slide. Entities are resolved by us, character by character. */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  processEntities: false,
  parseTagValue: false,
});

/** Reads a presentation: slides in the order in which they are shown, titles as headings, notes after their slide. */
export async function readPptx(zip: UntrustedZip, list: BlockList): Promise<ReadResult> {
  const parts = await readParts(zip, (path) => isSlide(path) || isProperties(path));
  const slides = slidesInOrder(parts);
  let hidden = 0;
  for (const [index, path] of slides.entries()) {
    const xml = parts.get(path);
    if (xml === undefined) continue;
    if (/<p:sld\b[^>]*\sshow="(?:0|false)"/.test(xml)) hidden += 1;
    const position = { slide: index + 1 };
    for (const block of slideBlocks(parser.parse(xml))) list.add({ ...block, position });
    const notes = notesOf(path, parts);
    if (notes === undefined) continue;
    // Of the notes page only what was written: it also holds a picture of the slide and its number.
    for (const block of slideBlocks(parser.parse(notes), (kind) => kind === 'body')) list.add({ ...block, position });
  }
  const { title, ...metadata } = propertiesOf(parts);
  const warnings =
    hidden > 0 ? [`${hidden} of ${slides.length} slides are hidden when shown; their text was read.`] : [];
  return {
    title: title === 'PowerPoint Presentation' ? null : (title ?? null),
    pages: slides.length,
    metadata,
    warnings,
  };
}

/** Paths of the slides, by the presentation's own list. */
function slidesInOrder(parts: Parts): string[] {
  const targets = relationsOf(parts.get('ppt/_rels/presentation.xml.rels') ?? '');
  const list = /<p:sldIdLst>([\s\S]*?)<\/p:sldIdLst>/.exec(parts.get('ppt/presentation.xml') ?? '')?.[1] ?? '';
  return [...list.matchAll(/<p:sldId\b[^>]*\sr:id="([^"]+)"/g)].flatMap(([, id = '']) => {
    const target = targets.get(id);
    return target === undefined ? [] : [partPath('ppt/', target)];
  });
}

function notesOf(slide: string, parts: Parts): string | undefined {
  const relations = parts.get(slide.replace(/([^/]+)$/, '_rels/$1.rels')) ?? '';
  for (const target of relationsOf(relations).values()) {
    const path = partPath('ppt/slides/', target);
    if (path.startsWith('ppt/notesSlides/')) return parts.get(path);
  }
  return undefined;
}

function relationsOf(xml: string): Map<string, string> {
  return new Map(
    [...xml.matchAll(/<Relationship\b([^>]*)>/g)].flatMap(([, attributes = '']) => {
      const id = /\bId="([^"]+)"/.exec(attributes)?.[1];
      const target = /\bTarget="([^"]+)"/.exec(attributes)?.[1];
      return id && target ? [[id, decodeXml(target)] as const] : [];
    }),
  );
}

/** A target within the archive, from the folder of the part that names it. */
function partPath(folder: string, target: string): string {
  return new URL(target, `zip:///${folder}`).pathname.slice(1);
}
