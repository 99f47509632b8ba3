/** What diagrams show, before any format. Ids are free text: each format makes its own names of them. */
export interface PictureNode {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  readonly shape: 'box' | 'store' | 'queue' | 'actor';
}

export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** Nobody waits for it. */
  readonly isAsync: boolean;
}

export interface Graph {
  readonly kind: 'architecture';
  readonly groups: readonly string[];
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
}

export type Step =
  | {
      readonly kind: 'call';
      readonly from: string;
      readonly to: string;
      readonly label: string;
      readonly isAsync: boolean;
    }
  | { readonly kind: 'reply'; readonly from: string; readonly to: string; readonly label: string }
  | { readonly kind: 'note'; readonly over: string; readonly label: string };

export interface Sequence {
  readonly kind: 'sequence';
  readonly participants: readonly { readonly id: string; readonly label: string; readonly isActor: boolean }[];
  readonly steps: readonly Step[];
}

export interface StateChart {
  readonly kind: 'state';
  readonly states: readonly { readonly id: string; readonly label: string }[];
  readonly start: string | null;
  readonly ends: readonly string[];
  readonly transitions: readonly { readonly from: string; readonly to: string; readonly label: string }[];
}

export interface EntityPicture {
  readonly kind: 'data-model';
  readonly entities: readonly {
    readonly id: string;
    readonly label: string;
    readonly attributes: readonly { readonly name: string; readonly type: string; readonly role: string }[];
  }[];
  readonly relations: readonly { readonly from: string; readonly to: string; readonly label: string }[];
}

export type Picture = Graph | Sequence | StateChart | EntityPicture;

/** What stands for what in a label; a picture shows the real ones again. */
export const lookalikes: Readonly<Record<string, string>> = {
  '<': '‹',
  '>': '›',
  '#': '＃',
  ';': '；',
  '|': '¦',
  '\\': '＼',
  '%': '％',
  '&': '＆',
  '@': '＠',
  $: '＄',
  '~': '∼',
};

/**
 * A name as a label of any format: on one line, bounded, and with look-alikes for every character that Mermaid or
 * PlantUML could take for syntax, an entity, a preprocessor's call or a link. Escapes would not do: the renderers of
 * Mermaid disagree on them.
 */
export function label(text: string, most = 60): string {
  const flat = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .replace(/["`]/g, "'")
    .replace(/[<>#;|\\%&@$~]/g, (character) => lookalikes[character] ?? '')
    .replace(/([[\]{}])(?=\1)/g, '$1 ');
  const short = Array.from(flat);
  const cut = short.length > most ? `${short.slice(0, most - 1).join('')}…` : flat;
  return cut === '' ? '(no name)' : cut;
}

/** Names for a format that takes letters and digits only: by position, so that no two collide. */
export function names(ids: readonly string[], prefix: string): (id: string) => string {
  const positions = new Map(ids.map((id, index) => [id, `${prefix}${index + 1}`]));
  return (id) => positions.get(id) ?? `${prefix}0`;
}
