import type { DesignDocument } from '../design-document.ts';
import { renderHtml } from './html.ts';
import { drawSvg, paintedSvg } from './svg.ts';
import { renderTypst } from './typst.ts';

export interface RenderedDesign {
  readonly html: string;
  /** Typst source, and its pictures by file name. */
  readonly typst: string;
  readonly typstFiles: Readonly<Record<string, string>>;
  /** Pictures for `diagrams/`, by file name. */
  readonly svgFiles: Readonly<Record<string, string>>;
}

/** What takes drawing: HTML with its pictures, and the source of the PDF. Loads a layout engine; others need not. */
export function renderDesign(document: DesignDocument): RenderedDesign {
  const pictures: Record<string, string> = {};
  for (const { id, title, mermaid } of document.diagrams) {
    const svg = drawSvg(id, title, mermaid);
    if (svg !== null) pictures[id] = svg;
  }
  const files = (change: (svg: string) => string) =>
    Object.fromEntries(Object.entries(pictures).map(([id, svg]) => [`${id}.svg`, change(svg)]));
  return {
    html: renderHtml(document, pictures),
    typst: renderTypst(document, new Set(Object.keys(pictures))),
    typstFiles: files(paintedSvg),
    svgFiles: files((svg) => svg),
  };
}
