import type { Claim } from '#lib/domain/design-document/document';
import type { Finding, SystemModel } from '#lib/scan/schema';
import type { Fact } from './element-facts.ts';

const groupOf = (rule: string, component: string | null) => `${rule}|${component ?? ''}`;

const fileOf = ({ sources }: Claim) => sources.find(({ kind }) => kind === 'file');

/** Which finding is the one that a claim speaks of, the surest first. */
const resemblances: readonly ((claim: Claim, finding: Finding) => boolean)[] = [
  (claim, { message, source }) =>
    claim.about?.value === message && fileOf(claim)?.id === source.file && fileOf(claim)?.line === source.line,
  (claim, { message, source }) => claim.about?.value === message && fileOf(claim)?.id === source.file,
  (claim, { message }) => claim.about?.value === message,
  (claim, { source }) => fileOf(claim)?.id === source.file && fileOf(claim)?.line === source.line,
  (claim, { source }) => fileOf(claim)?.id === source.file,
];

/**
 * What became of each claim about a finding: null where it is gone. A rule may find several things at one component, and
 * they have no names; so what still says the same is taken first, and only what is left over can have changed.
 */
export function matchFindings(claims: readonly Claim[], newer: SystemModel): Map<string, Fact | null> {
  const open = Map.groupBy(
    claims.filter(({ about }) => about?.element.startsWith('finding:')),
    // The element ends in the finding's place among its siblings, which says nothing in a newer source.
    ({ about }) => about?.element.replace(/^finding:/, '').replace(/\|\d+$/, '') ?? '',
  );
  const found = Map.groupBy(newer.findings, ({ rule, component }) => groupOf(rule, component));
  const facts = new Map<string, Fact | null>();
  for (const [group, siblings] of open) {
    const left = new Set(found.get(group) ?? []);
    for (const isSame of resemblances)
      for (const claim of siblings) {
        const finding = facts.has(claim.id) ? undefined : [...left].find((one) => isSame(claim, one));
        if (!finding) continue;
        left.delete(finding);
        facts.set(claim.id, { value: finding.message, source: finding.source, confidence: finding.confidence });
      }
    for (const { id } of siblings) if (!facts.has(id)) facts.set(id, null);
  }
  return facts;
}
