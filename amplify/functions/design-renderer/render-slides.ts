import { Marp } from '@marp-team/marp-core';

const escape = (text: string) =>
  text.replace(/[&<>"]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[letter] ?? letter);

/** Nothing is fetched and nothing runs, whatever the text says. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

/** Slides as one HTML file: styles within, no scripts, no fonts or pictures from elsewhere. */
export function renderSlidesHtml(markdown: string, title: string): string {
  const marp = new Marp({
    // The text is a stranger's: its HTML is shown, not used.
    html: false,
    script: false,
    math: false,
    emoji: { shortcode: false, unicode: false },
  });
  const { html, css } = marp.render(markdown);
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escape(title)}</title>`,
    `<style>${withoutImports(css)}\n${frame}</style>`,
    '</head>',
    `<body><main>${html}</main></body>`,
    '</html>',
    '',
  ].join('\n');
}

const frame = `body{margin:0;background:#ddd}
main svg[data-marpit-svg]{display:block;margin:16px auto;max-width:1280px;width:calc(100% - 32px);height:auto;background:#fff}
@media print{body{background:none}main svg[data-marpit-svg]{margin:0;max-width:none;width:100%;break-after:page}}`;

/** Themes may import fonts; without them the reader's own stand in. */
function withoutImports(css: string): string {
  return css.replace(/@import\s+(?:url\([^)]*\)|"[^"]*"|'[^']*')[^;]*;/g, '');
}
