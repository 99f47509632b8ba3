import type { Diagram } from '../content.ts';
import type { SectionId } from '../sections.ts';
import { toAscii } from './ascii.ts';
import { describePicture } from './describe.ts';
import { toMermaid } from './mermaid.ts';
import type { Picture } from './picture.ts';
import { toPlantuml } from './plantuml.ts';

/** A picture in all four formats. `id` is its file name as well. */
export function drawDiagram(id: string, section: SectionId, title: string, picture: Picture): Diagram {
  return {
    id,
    title,
    section,
    kind: picture.kind,
    mermaid: toMermaid(picture),
    plantuml: toPlantuml(title, picture),
    ascii: toAscii(picture),
    text: describePicture(picture),
  };
}
