const special = /[\\`*_{}[\]()<>#+\-.!|~$&:@]/g;

/**
 * A person's text as Markdown that shows exactly this text: on one line, with every character that could begin markup,
 * HTML, a link or an autolink escaped.
 */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replace(special, '\\$&');
}
