import { type GuardrailKind, personalDataKinds } from '../guardrails/finding.ts';

export const findingFilters = ['all', 'instructions', 'secrets', 'people'] as const;
export type FindingFilter = (typeof findingFilters)[number];

/** What a list's address asks for; anything unknown counts as not said. */
export interface FindingCriteria {
  readonly show: FindingFilter;
  /** The last finding of the page before. */
  readonly after: string | undefined;
}

type Parameter = string | string[] | undefined;

/** Reads the address of the list. */
export function readFindingCriteria({ show, after }: Readonly<Record<string, Parameter>>): FindingCriteria {
  const cursor = typeof after === 'string' ? after.slice(0, 300) : undefined;
  return {
    show: findingFilters.find((known) => known === show) ?? 'all',
    after: momentOfFindingCursor(cursor) ? cursor : undefined,
  };
}

/** The address of a list. */
export function findingsHref({ show, after }: FindingCriteria): string {
  const query = new URLSearchParams({ ...(show === 'all' ? {} : { show }), ...(after ? { after } : {}) }).toString();
  return query ? `/guardrails?${query}` : '/guardrails';
}

export function isShown(kind: GuardrailKind, show: FindingFilter): boolean {
  switch (show) {
    case 'all':
      return true;
    case 'instructions':
      return kind === 'instruction';
    case 'secrets':
      return kind === 'secret';
    case 'people':
      return personalDataKinds.some((one) => one === kind);
  }
}

/** Names a finding's place in the list. */
export function findingCursor({ id, foundAt }: { readonly id: string; readonly foundAt: string }): string {
  return `${foundAt}~${id}`;
}

/** The moment that a cursor names, or undefined where it names none. */
export function momentOfFindingCursor(cursor: string | undefined): string | undefined {
  const moment = cursor?.split('~')[0] ?? '';
  return Number.isNaN(Date.parse(moment)) ? undefined : moment;
}
