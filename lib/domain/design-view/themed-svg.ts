/**
 * A picture that follows the reader's system made to follow the page's theme instead. It is shown as an image, in which
 * nothing runs and nothing is loaded; this only chooses its colors.
 */
export function themedSvg(svg: string, isDark: boolean): string {
  return svg.replaceAll(/@media\s*\(prefers-color-scheme:\s*dark\)/g, isDark ? '@media all' : '@media not all');
}

/** What a picture is called, by which a design's text and its files are matched; null where it has no name. */
export function titleOfSvg(svg: string): string | null {
  const label = /<svg\b[^>]*\saria-label="([^"]*)"/.exec(svg)?.[1];
  if (label === undefined) return null;
  return label.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

/** Width and height of a picture in px, as it states them; null where it does not. */
export function sizeOfSvg(svg: string): { width: number; height: number } | null {
  const box = /<svg\b[^>]*\sviewBox="\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*"/.exec(svg);
  const [width, height] = [Number(box?.[1]), Number(box?.[2])];
  return width > 0 && height > 0 && width < 100_000 && height < 100_000 ? { width, height } : null;
}
