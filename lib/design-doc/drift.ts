import type { Claim, Traceability } from '#lib/domain/design-document/document';
import type { SystemModel } from '#lib/scan/schema';
import { type Fact, lookUp } from './facts/element-facts.ts';
import { matchFindings } from './facts/match-findings.ts';

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

/** The same thing in the newer model: where several templates share an id, that of the claim's own file. */
function factNow(newer: SystemModel, about: NonNullable<Claim['about']>, file: string | undefined): Fact | null {
  const { element, property } = about;
  const isShared = element.startsWith('component:') || element.startsWith('store:');
  const own = `${element}@${file ?? ''}`;
  const isThere = isShared && file !== undefined && lookUp(newer, own, element.startsWith('store:') ? 'keys' : 'kind');
  return lookUp(newer, isThere ? own : element, property, file);
}

/**
 * Which claims about a source no longer hold for a newer scan of it, in the order of the document. Claims that rest on
 * answers or computations alone are not about the source and never drift.
 */
export function drift(traceability: Traceability, newer: SystemModel): DriftEntry[] {
  const findings = matchFindings(traceability.claims, newer);
  return traceability.claims.flatMap((claim): DriftEntry[] => {
    const before = claim.sources.find(({ kind }) => kind === 'file');
    if (!claim.about || (claim.sources.length > 0 && !before)) return [];
    const { value } = claim.about;
    const fact = findings.has(claim.id) ? (findings.get(claim.id) ?? null) : factNow(newer, claim.about, before?.id);
    const place = { file: fact?.source?.file ?? before?.id ?? null, line: fact?.source?.line ?? before?.line ?? null };
    if (!fact) return [{ claim, kind: 'gone', was: value, is: null, ...place }];
    if (fact.value !== value) return [{ claim, kind: 'changed', was: value, is: fact.value, ...place }];
    const isMoved = before && fact.source && (fact.source.file !== before.id || fact.source.line !== before.line);
    return isMoved ? [{ claim, kind: 'moved', was: value, is: fact.value, ...place }] : [];
  });
}
