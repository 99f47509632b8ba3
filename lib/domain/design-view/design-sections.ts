/** A piece of a section: text as Markdown, or a diagram with the source that it was drawn from. */
export type DesignPart =
  | { readonly kind: 'markdown'; readonly text: string }
  | { readonly kind: 'diagram'; readonly title: string; readonly language: string; readonly source: string };

export interface DesignSection {
  readonly id: string;
  readonly title: string;
  readonly parts: readonly DesignPart[];
  /** Ids of the claims that it makes, in order. */
  readonly claims: readonly string[];
}

export interface ReadableDesign {
  readonly title: string;
  readonly sections: readonly DesignSection[];
  /** Numbers of claims by their ids, in the order in which the document makes them. */
  readonly numbers: ReadonlyMap<string, number>;
}

const headingLine = /^## (.*?)\s*(?:<a id="([\w-]+)"><\/a>)?\s*$/;
const diagramLine = /^\*\*Diagram: (.*)\*\*$/;
const fenceLine = /^(`{3,})([\w-]*)\s*$/;
/** The list of footnotes, which stands beside each claim instead. */
const sourcesId = 'sources';

/** A design's Markdown in the sections that it is read by. Whatever has another form is one section. */
export function readDesign(markdown: string): ReadableDesign {
  const lines = markdown.split(/\r?\n/);
  const title = plainText(lines.find((line) => line.startsWith('# '))?.slice(2) ?? '');
  const numbers = new Map<string, number>();
  const sections: DesignSection[] = [];
  let open: { id: string; title: string; lines: string[] } | undefined;
  let fence: string | undefined;
  const close = () => {
    if (open && open.id !== sourcesId) sections.push(sectionOf(open, numbers));
  };
  for (const line of lines) {
    const mark = fenceLine.exec(line);
    if (fence === undefined && mark) [, fence] = mark;
    else if (fence !== undefined && line.trim() === fence) fence = undefined;
    const heading = fence === undefined ? headingLine.exec(line) : null;
    if (heading) {
      close();
      const said = plainText(heading[1] ?? '');
      open = { id: heading[2] ?? `section-${sections.length + 1}`, title: said, lines: [] };
    } else open?.lines.push(line);
  }
  close();
  return { title, sections, numbers };
}

function sectionOf(
  { id, title, lines }: { id: string; title: string; lines: readonly string[] },
  numbers: Map<string, number>,
): DesignSection {
  const claims: string[] = [];
  const parts: DesignPart[] = [];
  let text: string[] = [];
  const flush = () => {
    const joined = text.join('\n').trim();
    text = [];
    if (joined) parts.push({ kind: 'markdown', text: withClaimLinks(joined, numbers, claims) });
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const diagram = diagramLine.exec(line);
    const opening = diagram && fenceLine.exec(lines[at + 2] ?? '');
    if (diagram && opening) {
      flush();
      const end = lines.findIndex((one, index) => index > at + 2 && one.trim() === opening[1]);
      const last = end === -1 ? lines.length : end;
      parts.push({
        kind: 'diagram',
        title: plainText(diagram[1] ?? ''),
        language: opening[2] ?? '',
        source: lines.slice(at + 3, last).join('\n'),
      });
      at = last;
    } else text.push(line);
  }
  flush();
  return { id, title, parts, claims };
}

/** Address of a claim's marker within the text; the viewer turns such links into the way to the claim's sources. */
const claimPrefix = '#claim-';

/** Markers of footnotes as links that carry the claim's id and show its number; code is left as it is. */
function withClaimLinks(text: string, numbers: Map<string, number>, claims: string[]): string {
  let isCode = false;
  return text
    .split('\n')
    .map((line) => {
      if (fenceLine.test(line)) isCode = !isCode;
      if (isCode) return line;
      return line.replaceAll(/\[\^([\w-]+)\](?!:)/g, (_, id: string) => {
        const number = numbers.get(id) ?? numbers.size + 1;
        numbers.set(id, number);
        if (!claims.includes(id)) claims.push(id);
        return `[${number}](${claimPrefix}${id})`;
      });
    })
    .join('\n');
}

/** The claim that a link of the text leads to; undefined where it is another link. */
export function claimOfHref(href: string | undefined): string | undefined {
  return href?.startsWith(claimPrefix) ? href.slice(claimPrefix.length) : undefined;
}

/** Escaped Markdown as the text that it shows. */
function plainText(markdown: string): string {
  return markdown.replaceAll(/\\([\\`*_[\]<|~$:@&.#>=+\-)])/g, '$1').trim();
}
