/** A reply's text around the list of what was understood, which screens show as cards instead. */
export type ReplyParts = { readonly before: string; readonly after: string; readonly hasList: boolean };

const understoodList = /(?:^|\n\n)Understood:\n\n(?:- [^\n]*(?:\n|$))+(?:\nTell me if I got something wrong\.)?\n*/;

/** Takes the list of understood answers out of a reply. Where there is none, all of the text stands `after`. */
export function splitReply(text: string): ReplyParts {
  const found = understoodList.exec(text);
  if (!found) return { before: '', after: text, hasList: false };
  const end = found.index + found[0].length;
  return { before: text.slice(0, found.index).trim(), after: text.slice(end).trim(), hasList: true };
}
