const markup = /[\\`*_[\]<|~$]/g;
/** What begins a list, a heading, a quotation or a rule when it stands first in a line. */
const lineStart = /^(?:[-+#>=]|\d+(?=[.)]))/;
/** What readers turn into links without any markup, and entities. */
const links = /:(?=\/\/)|\b(?:javascript|vbscript|mailto|xmpp)(?=:)|(?<=\bwww)\.|@|&(?=[#a-z])/gi;

/**
 * A person's text as Markdown that shows exactly this text: on one line, with every character that could begin markup,
 * HTML, a link or an entity escaped.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(markup, '\\$&')
    .replace(links, (match) => (match.length > 1 ? `${match}\\` : `\\${match}`))
    .replace(lineStart, (match) => (/\d/.test(match) ? `${match}\\` : `\\${match}`));
}
