const explicitBreak = /<w:br\s[^>]*w:type="page"[^>]*\/>/g;
const renderedBreak = /<w:lastRenderedPageBreak\s*\/>/g;
const breakRun = '<w:r><w:br w:type="page"/></w:r>';

/**
 * Says in the document's XML where pages begin, by page breaks alone. Word notes where they began when it last laid the
 * document out; that counts all others. Where it never did, breaks that were set, paragraphs that begin a page and
 * sections on a page of their own are what is known.
 */
export function withPageBreaks(xml: string): { readonly xml: string; readonly hasPages: boolean } {
  if (renderedBreak.test(xml)) {
    const rendered = xml.replaceAll(explicitBreak, '').replaceAll(renderedBreak, '<w:br w:type="page"/>');
    return { xml: rendered, hasPages: true };
  }
  const broken = xml
    .replaceAll(
      /(<w:pageBreakBefore(?:\s+w:val="(?:1|true|on)")?\s*\/>(?:(?!<\/w:pPr>)[\s\S]){0,20000}<\/w:pPr>)/g,
      `$1${breakRun}`,
    )
    .replaceAll(
      /(<w:sectPr\b((?:(?!<\/w:sectPr>)[\s\S]){0,20000})<\/w:sectPr>\s*<\/w:pPr>)/g,
      (whole: string, _: string, section: string) =>
        /w:type\s+w:val="(?:continuous|nextColumn)"/.test(section) ? whole : `${whole}${breakRun}`,
    );
  return { xml: broken, hasPages: explicitBreak.test(broken) };
}
