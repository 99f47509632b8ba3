import { strToU8, zipSync } from 'fflate';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const officeDocument = 'http://schemas.openxmlformats.org/officeDocument/2006';
const relationships = `${officeDocument}/relationships`;
const packageRelationships = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** Packs parts as an Office document; a test adds what it wants to see refused. */
export function packParts(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const files = Object.entries(parts).map(
    ([path, part]) => [path, typeof part === 'string' ? strToU8(part) : part] as const,
  );
  return zipSync(Object.fromEntries(files));
}

const relations = (targets: Readonly<Record<string, readonly [type: string, target: string]>>) =>
  `${declaration}<Relationships xmlns="${packageRelationships}">${Object.entries(targets)
    .map(([id, [type, target]]) => `<Relationship Id="${id}" Type="${relationships}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

const contentTypes = `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`;

const properties = (title: string) =>
  `${declaration}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${title}</dc:title><dc:creator>A &amp; B</dc:creator></cp:coreProperties>`;

const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

/** A Word document from the XML of its body. */
export function docxParts(body: string): Record<string, string> {
  return {
    '[Content_Types].xml': contentTypes,
    '_rels/.rels': relations({ rId1: ['officeDocument', 'word/document.xml'] }),
    'docProps/core.xml': properties('The plan'),
    'word/_rels/document.xml.rels': relations({
      rId1: ['styles', 'styles.xml'],
      rId2: ['numbering', 'numbering.xml'],
      rId3: ['footnotes', 'footnotes.xml'],
    }),
    'word/styles.xml': `${declaration}<w:styles ${word}>${[1, 2]
      .map((level) => `<w:style w:type="paragraph" w:styleId="H${level}"><w:name w:val="heading ${level}"/></w:style>`)
      .join('')}</w:styles>`,
    'word/numbering.xml': `${declaration}<w:numbering ${word}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
    'word/footnotes.xml': `${declaration}<w:footnotes ${word}><w:footnote w:id="7"><w:p><w:r><w:t>Said in 2025.</w:t></w:r></w:p></w:footnote></w:footnotes>`,
    'word/document.xml': `${declaration}<w:document ${word}><w:body>${body}</w:body></w:document>`,
  };
}

/** Paragraphs of a Word document, as XML. */
export const wordXml = {
  paragraph: (text: string, properties = '') =>
    `<w:p>${properties ? `<w:pPr>${properties}</w:pPr>` : ''}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`,
  heading: (level: 1 | 2, text: string) => wordXml.paragraph(text, `<w:pStyle w:val="H${level}"/>`),
  item: (text: string) => wordXml.paragraph(text, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
  pageBreak: '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
  /** What Word notes where it last began a page. */
  renderedBreak: (text: string) => `<w:p><w:r><w:lastRenderedPageBreak/><w:t>${text}</w:t></w:r></w:p>`,
  footnote: (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r></w:p>`,
  table: (rows: readonly (readonly string[])[]) =>
    `<w:tbl>${rows.map((row) => `<w:tr>${row.map((cell) => `<w:tc>${wordXml.paragraph(cell)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`,
};

export const docx = (body: string): Uint8Array => packParts(docxParts(body));

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

/** A workbook from the XML of its sheets' rows, by their names. */
export function xlsx(sheets: Readonly<Record<string, string>>): Uint8Array {
  const names = Object.keys(sheets);
  const rows = Object.values(sheets);
  return packParts({
    '[Content_Types].xml': contentTypes,
    '_rels/.rels': relations({ rId1: ['officeDocument', 'xl/workbook.xml'] }),
    'docProps/core.xml': properties('Numbers'),
    'xl/workbook.xml': `${declaration}<workbook ${main} xmlns:r="${relationships}"><sheets>${names
      .map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations({
      ...Object.fromEntries(
        names.map((_, index) => [`rId${index + 1}`, ['worksheet', `worksheets/sheet${index + 1}.xml`]]),
      ),
      rIdStyles: ['styles', 'styles.xml'],
    }),
    // The second format is a date.
    'xl/styles.xml': `${declaration}<styleSheet ${main}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(
      rows.map((xml, index) => [
        `xl/worksheets/sheet${index + 1}.xml`,
        `${declaration}<worksheet ${main}><sheetData>${xml}</sheetData></worksheet>`,
      ]),
    ),
  });
}

/** A cell with a text in it. */
export const textCell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;

const presentation =
  'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';

export interface CraftedSlide {
  readonly title: string;
  readonly items?: readonly string[];
  readonly table?: readonly (readonly string[])[];
  readonly notes?: string;
}

const shape = (placeholder: string, texts: readonly string[]) =>
  `<p:sp><p:nvSpPr><p:nvPr><p:ph${placeholder ? ` type="${placeholder}"` : ' idx="1"'}/></p:nvPr></p:nvSpPr><p:txBody>${texts
    .map((text) => `<a:p><a:r><a:t>${text}</a:t></a:r></a:p>`)
    .join('')}</p:txBody></p:sp>`;
const slideXml = (element: string, shapes: string) =>
  `${declaration}<p:${element} ${presentation}><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:${element}>`;

/** A presentation whose files are not named in the order of its slides. */
export function pptx(slides: readonly CraftedSlide[]): Uint8Array {
  const fileOf = (index: number) => `slide${slides.length - index}.xml`;
  const parts: Record<string, string> = {
    '[Content_Types].xml': contentTypes,
    '_rels/.rels': relations({ rId1: ['officeDocument', 'ppt/presentation.xml'] }),
    'ppt/presentation.xml': `${declaration}<p:presentation ${presentation} xmlns:r="${relationships}"><p:sldIdLst>${slides
      .map((_, index) => `<p:sldId id="${256 + index}" r:id="rId${index + 10}"/>`)
      .join('')}</p:sldIdLst></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relations(
      Object.fromEntries(slides.map((_, index) => [`rId${index + 10}`, ['slide', `slides/${fileOf(index)}`] as const])),
    ),
  };
  for (const [index, { title, items, table, notes }] of slides.entries()) {
    const rows = (table ?? [])
      .map(
        (row) =>
          `<a:tr>${row.map((cell) => `<a:tc><a:txBody><a:p><a:r><a:t>${cell}</a:t></a:r></a:p></a:txBody></a:tc>`).join('')}</a:tr>`,
      )
      .join('');
    const frame = table
      ? `<p:graphicFrame><a:graphic><a:graphicData><a:tbl>${rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`
      : '';
    const shapes =
      shape('title', [title]) + (items ? shape('', items) : '') + frame + shape('sldNum', [String(index + 1)]);
    parts[`ppt/slides/${fileOf(index)}`] = slideXml('sld', shapes);
    if (notes === undefined) continue;
    parts[`ppt/slides/_rels/${fileOf(index)}.rels`] = relations({
      rId1: ['notesSlide', `../notesSlides/n${index}.xml`],
    });
    parts[`ppt/notesSlides/n${index}.xml`] = slideXml('notes', shape('sldImg', []) + shape('body', [notes]));
  }
  return packParts(parts);
}
