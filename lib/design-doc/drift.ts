import type { Claim, Traceability } from '#lib/domain/design-document/document';
import type { SystemModel } from '#lib/scan/schema';
import { lookUp } from './facts/element-facts.ts';

export interface DriftEntry {
  readonly claim: Claim;
  /** `moved`: it still holds, elsewhere. */
  readonly kind: 'changed' | 'gone' | 'moved';
  readonly was: string;
  /** Null where it is gone. */
  readonly is: string | null;
  /** Where it stands now; where it stood, if it is gone. Null for what no single place says, such as a count. */
  readonly file: string | null;
  readonly line: number | null;
}

/**
 * Which claims about a source no longer hold for a newer scan of it, in the order of the document. Claims that rest on
 * answers or computations alone are not about the source and never drift.
 */
export function drift(traceability: Traceability, newer: SystemModel): DriftEntry[] {
  return traceability.claims.flatMap((claim): DriftEntry[] => {
    const before = claim.sources.find(({ kind }) => kind === 'file');
    if (!claim.about || (claim.sources.length > 0 && !before)) return [];
    const { element, property, value } = claim.about;
    const fact = lookUp(newer, element, property);
    const place = { file: fact?.source?.file ?? before?.id ?? null, line: fact?.source?.line ?? before?.line ?? null };
    if (!fact) return [{ claim, kind: 'gone', was: value, is: null, ...place }];
    if (fact.value !== value) return [{ claim, kind: 'changed', was: value, is: fact.value, ...place }];
    const isMoved = before && fact.source && (fact.source.file !== before.id || fact.source.line !== before.line);
    return isMoved ? [{ claim, kind: 'moved', was: value, is: fact.value, ...place }] : [];
  });
}
