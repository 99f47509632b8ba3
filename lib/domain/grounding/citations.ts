const patterns: readonly RegExp[] = [
  /https?:\/\/[^\s)>\]"'”]+/g,
  // A file, with or without its line.
  /(?:[\w@.-]+\/)+[\w@-]+\.\w{1,5}(?::\d+)?|\b[\w-]+\.(?:tsx?|m?js|py|java|go|json|ya?ml|md|pdf|docx|xlsx|csv|graphql)\b(?::\d+)?/g,
  // A place in a document.
  /(?:\b(?:page|pages|article|art\.|section|clause|paragraph|annex|chapter)|§{1,2})\s?\d[\d.]*\d|(?:\b(?:page|pages|article|art\.|section|clause|paragraph|annex|chapter)|§{1,2})\s?\d/gi,
];
const reference = /\[([^[\]\n]{1,80})\](?!\()/g;
const quotation = /[“"]([^“”"\n]{8,})[”"]/g;
const leastQuotedWords = 3;

/** What a text names as its sources, and the text without them: references in brackets, addresses, files, places, quotations. */
export function takeCitations(text: string): { citations: string[]; rest: string } {
  const citations: string[] = [];
  let rest = text.replaceAll(reference, (all: string, inside: string) => {
    // `[ ]` and `[x]` are boxes of a list.
    if (/^[ x]$/i.test(inside)) return ' ';
    citations.push(
      ...inside
        .split(/[,;]/)
        .map((part) => part.trim())
        .filter(Boolean),
    );
    return all.replaceAll(/\S/g, ' ');
  });
  rest = rest.replaceAll(quotation, (all: string, inside: string) => {
    if (inside.trim().split(/\s+/).length < leastQuotedWords) return all;
    citations.push(inside.trim());
    return ' ';
  });
  for (const pattern of patterns) {
    rest = rest.replaceAll(pattern, (all: string) => {
      citations.push(all.replace(/[.,;:]$/, ''));
      return ' ';
    });
  }
  return { citations, rest };
}
