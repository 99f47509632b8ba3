import { type ProjectStatus, projectStatuses } from './status.ts';

/** Orders that the organization's index can give; both by the moment of creation. */
const projectSorts = ['newest', 'oldest'] as const;
export type ProjectSort = (typeof projectSorts)[number];

/** How many projects a page of the list shows. */
export const PROJECT_PAGE_SIZE = 25;

/** What a list of projects shows, as its URL says it. */
export type ProjectCriteria = {
  q: string;
  status: ProjectStatus | undefined;
  archived: boolean;
  sort: ProjectSort;
  /** The cursor that the page starts after. */
  after: string | undefined;
};

type UrlParams = Record<string, string | string[] | undefined>;

/** Reads the criteria from a URL's parameters. What makes no sense falls back to its default. */
export function parseProjectCriteria(params: UrlParams): ProjectCriteria {
  const valueOf = (name: string): string => {
    const value = params[name];
    return (Array.isArray(value) ? value[0] : value)?.trim() ?? '';
  };
  return {
    q: valueOf('q').slice(0, 100),
    status: projectStatuses.find((status) => status === valueOf('status')),
    archived: valueOf('archived') === '1',
    sort: projectSorts.find((sort) => sort === valueOf('sort')) ?? 'newest',
    after: valueOf('after').slice(0, 200) || undefined,
  };
}

/** The URL parameters that say these criteria; defaults are left out. */
export function projectCriteriaParams(criteria: ProjectCriteria): URLSearchParams {
  const params = new URLSearchParams();
  if (criteria.q) params.set('q', criteria.q);
  if (criteria.status) params.set('status', criteria.status);
  if (criteria.archived) params.set('archived', '1');
  if (criteria.sort !== 'newest') params.set('sort', criteria.sort);
  if (criteria.after) params.set('after', criteria.after);
  return params;
}

type ListedProject = {
  id: string;
  name: string;
  description?: string | null;
  status?: ProjectStatus | null;
  archivedAt?: string | null;
  createdAt?: string | null;
};

const fold = (text: string): string => text.normalize('NFKC').toLocaleLowerCase('en');

/** Whether a project belongs into a list with these criteria: every word searched for stands in name, description or id. */
export function matchesProjectCriteria(project: ListedProject, criteria: ProjectCriteria): boolean {
  if (Boolean(project.archivedAt) !== criteria.archived) return false;
  if (criteria.status && (project.status ?? 'CREATED') !== criteria.status) return false;
  const text = fold(`${project.name} ${project.description ?? ''} ${project.id}`);
  return fold(criteria.q)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Names a project's place in the index: `createdAt~id`. */
export function projectCursor(project: Pick<ListedProject, 'id' | 'createdAt'>): string {
  return `${project.createdAt ?? ''}~${project.id}`;
}

/** The moment that a cursor names, or undefined where it names none. */
export function momentOfCursor(cursor: string | undefined): string | undefined {
  const moment = cursor?.split('~')[0] ?? '';
  return Number.isNaN(Date.parse(moment)) ? undefined : moment;
}

/** Compares two projects in the order of a list. */
export function compareProjects(sort: ProjectSort): (a: ListedProject, b: ListedProject) => number {
  const direction = sort === 'newest' ? -1 : 1;
  return (a, b) => direction * (a.createdAt ?? '').localeCompare(b.createdAt ?? '');
}
