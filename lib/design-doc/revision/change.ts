import { detailLevels } from '#lib/domain/design-document/document';
import type { DesignEdits, DesignInput } from '../design-input.ts';

export interface Change {
  readonly kind:
    | 'detail'
    | 'diagram-format'
    | 'answer'
    | 'add-section'
    | 'remove-section'
    | 'rename'
    | 'replace'
    | 'correction';
  /** The section it is about; null for the whole document. */
  readonly section: string | null;
  /** What was done, as one sentence. */
  readonly summary: string;
  readonly apply: (input: BaseInput) => BaseInput;
}

export type BaseInput = DesignInput & { readonly edits: DesignEdits };

/** One level up or down from the one given, within bounds. */
export function levelBeside(level: DesignInput['detail'], step: 1 | -1): DesignInput['detail'] {
  const at = Math.min(detailLevels.length - 1, Math.max(0, detailLevels.indexOf(level) + step));
  return detailLevels[at] ?? level;
}
