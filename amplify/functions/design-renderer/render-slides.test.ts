import { expect, it } from 'vitest';
import { renderSlidesHtml } from './render-slides.ts';

const slides = `---
marp: true
---

# Orders

- 3 functions

---

## Risks & costs

| a | b |
| --- | --- |
| 1 | 2 |
`;

it('makes one file of all slides, with nothing from elsewhere', () => {
  const html = renderSlidesHtml(slides, 'Orders & more');
  expect(html.match(/<section/g)).toHaveLength(2);
  expect(html).toContain('<title>Orders &amp; more</title>');
  expect(html).not.toMatch(/<script|@import|<link|src="http|url\(["']?http/i);
});

it('shows the HTML of its text and does not use it', () => {
  const html = renderSlidesHtml(
    '# <script>alert(1)</script><img src=x onerror=alert(1)>',
    '</title><script>x</script>',
  );
  expect(html).not.toMatch(/<script|<img/i);
  expect(html).toContain('&lt;script&gt;');
});
