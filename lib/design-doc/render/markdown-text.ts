const markup = /[\\`*_[\]<|~$]/g;
/** What begins a list, a heading, a quotation or a rule when it stands first in a line. */
const lineStart = /^(?:[-+#>=]|\d+(?=[.)](?:\s|$)))/;
/** What readers turn into links without any markup, and entities. */
const links = /:(?=\/\/)|\b(?:javascript|vbscript|mailto|xmpp)(?=:)|(?<=\bwww)\.|@|&(?=[#a-z])/gi;

/**
 * A text as Markdown that shows exactly this text: on one line, with every character that could begin markup, HTML, a
 * link or an entity escaped. Spaces at its ends stay, as it may be part of a sentence.
 */
export function escapeMarkdown(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .replace(markup, '\\$&')
      .replace(links, (match) => (match.length > 1 ? `${match}\\` : `\\${match}`))
      // Before a link it would make a picture of it.
      .replace(/!$/, '\\!')
      .replace(lineStart, (match) => (/\d/.test(match) ? `${match}\\` : `\\${match}`))
  );
}

/** Code in a line, in as many backticks as its own text needs. */
export function inlineCode(text: string): string {
  const flat = text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  if (flat === '') return '';
  const longest = Math.max(0, ...(flat.match(/`+/g) ?? []).map((run) => run.length));
  const ticks = '`'.repeat(longest + 1);
  const space = flat.startsWith('`') || flat.endsWith('`') ? ' ' : '';
  // In a table a bar ends the cell even within code.
  return `${ticks}${space}${flat}${space}${ticks}`;
}

/** A listing, in a fence longer than any within it. */
export function codeFence(language: string, text: string): string {
  const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language.replace(/[^a-z0-9-]/gi, '')}\n${text.toWellFormed()}\n${fence}`;
}
