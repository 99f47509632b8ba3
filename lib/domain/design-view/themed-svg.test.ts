import { describe, expect, it } from 'vitest';
import { sizeOfSvg, themedSvg, titleOfSvg } from './themed-svg.ts';

const svg =
  '<svg class="dd" role="img" aria-label="Orders &amp; &lt;stock&gt;" viewBox="0 0 640.5 320"><style>.dd{--bg:#fff}@media (prefers-color-scheme: dark){.dd{--bg:#000}}</style></svg>';

describe('a picture of a design', () => {
  it('follows the theme of the page', () => {
    expect(themedSvg(svg, true)).toContain('@media all{.dd{--bg:#000}}');
    expect(themedSvg(svg, false)).toContain('@media not all{.dd{--bg:#000}}');
  });

  it('is known by its name and its size', () => {
    expect(titleOfSvg(svg)).toBe('Orders & <stock>');
    expect(sizeOfSvg(svg)).toEqual({ width: 640.5, height: 320 });
  });

  it('may have neither', () => {
    expect(titleOfSvg('<svg></svg>')).toBeNull();
    expect(sizeOfSvg('<svg viewBox="0 0 0 0">')).toBeNull();
    expect(sizeOfSvg('')).toBeNull();
  });
});
