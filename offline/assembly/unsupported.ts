import type { DefinitionError } from '../kernel/errors.ts';
import { OfflineError } from '../kernel/errors.ts';
import type { Resource, ResourceSupport } from '../kernel/resource.ts';
import {
  type AppView,
  IGNORED_EVERYWHERE,
  leavesOut,
  type Treatment,
  TYPE_RULES,
  unknownType,
  VALUE_RULES,
} from './support-table.ts';

/** A resource, or one of its properties, that is not honoured. */
export type Finding = {
  readonly logicalId: string;
  readonly type: string;
  /** The construct path, to find it in the source. */
  readonly path: string;
  readonly property?: string;
  readonly reason: string;
  readonly remedy: string;
};

export type Verdict = {
  readonly refusals: readonly Finding[];
  readonly warnings: readonly Finding[];
  /** What is handed to the services: all but functions that cannot run here. */
  readonly taken: readonly Resource[];
};

/** What a developer goes on without: logical ids or types, alone or with `.Property`; or everything. */
export type Allowed = { readonly all: boolean; readonly names: readonly string[] };

const NOTHING_ALLOWED: Allowed = { all: false, names: [] };

const GENERAL_REMEDY = 'Test what depends on it in a cloud sandbox.';

/** What of the app the backend cannot honour: what forbids a start, and what is only told. */
export function judge(
  resources: readonly Resource[],
  supports: ReadonlyMap<string, ResourceSupport>,
  allowed: Allowed = NOTHING_ALLOWED,
): Verdict {
  const app = viewOf(resources);
  const refusals: Finding[] = [];
  const warnings: Finding[] = [];
  const taken: Resource[] = [];
  for (const resource of resources) {
    if (!leavesOut(resource)) taken.push(resource);
    for (const { property, treatment } of treatments(resource, supports.get(resource.type), app)) {
      if (treatment.kind === 'done') continue;
      const { logicalId, type, path } = resource;
      const { reason, remedy = GENERAL_REMEDY } = treatment;
      const finding = { logicalId, type, path, reason, remedy, ...(property !== undefined && { property }) };
      if (treatment.kind === 'harmless' || isAllowed(finding, allowed)) warnings.push(finding);
      else refusals.push(finding);
    }
  }
  return { refusals, warnings, taken };
}

type Judged = { property?: string; treatment: Treatment };

function treatments(resource: Resource, support: ResourceSupport | undefined, app: AppView): Judged[] {
  const { type, properties } = resource;
  if (!support) {
    const rule = TYPE_RULES[type]?.find(({ when }) => when?.(resource, app) ?? true);
    return [{ treatment: rule ?? unknownType(type) }];
  }
  return Object.keys(properties).flatMap((property): Judged[] => {
    const byValue = VALUE_RULES[type]?.[property];
    if (byValue?.when(resource, app)) return [{ property, treatment: byValue }];
    const isKnown =
      byValue !== undefined ||
      IGNORED_EVERYWHERE.has(property) ||
      support.honoured.includes(property) ||
      Object.hasOwn(support.ignored ?? {}, property);
    return isKnown ? [] : [{ property, treatment: { kind: 'refused', reason: 'this property is not emulated' } }];
  });
}

function viewOf(resources: readonly Resource[]): AppView {
  let texts: { type: string; resource: Resource; text: string }[] | undefined;
  const tokens = new Set(resources.map(({ properties }) => properties.ServiceToken));
  return {
    mentionedBy(wanted) {
      texts ??= resources.map((resource) => ({
        type: resource.type,
        resource,
        text: JSON.stringify(resource.properties),
      }));
      const names = [wanted.ref, wanted.attributes.Arn].filter((name) => typeof name === 'string');
      return texts
        .filter(({ resource, text }) => resource !== wanted && names.some((name) => text.includes(`"${name}"`)))
        .map(({ type }) => type);
    },
    isProvider: ({ attributes }) => tokens.has(attributes.Arn),
  };
}

/** Whether the developer goes on without it. */
export const isAllowed = (finding: Finding, { all, names }: Allowed): boolean =>
  all || names.some((name) => covers(name, finding));

function covers(name: string, { logicalId, type, property }: Finding): boolean {
  const covering = [logicalId, type, ...(property ? [`${logicalId}.${property}`, `${type}.${property}`] : [])];
  return covering.includes(name) || type.startsWith(`${name}::`);
}

/** Names of `--allow` that match nothing of what was found, each as a sentence with the names that would. */
export function describeUnmatched({ names }: Allowed, findings: readonly Finding[]): string[] {
  const known = [...new Set(findings.map(placeOf))].sort();
  const remedy = known.length > 0 ? `what is: ${known.join(', ')}` : 'all of it is';
  return names
    .filter((name) => !findings.some((finding) => covers(name, finding)))
    .map((name) => `--allow ${name} matches nothing of the app that is not emulated; ${remedy}.`);
}

const placeOf = ({ logicalId, property }: Finding) => (property ? `${logicalId}.${property}` : logicalId);

/** The warnings as sentences, equal ones of one type together. */
export function describeWarnings(warnings: readonly Finding[]): string[] {
  const alike = Map.groupBy(warnings, ({ type, property, reason }) => `${type} ${property ?? ''} ${reason}`);
  return [...alike.values()].map((findings) => {
    const [first, second] = findings;
    const more = findings.length - 2;
    const names = `${first ? placeOf(first) : ''}${second ? `, ${placeOf(second)}` : ''}${more > 0 ? ` and ${more} more` : ''}`;
    return `${names} (${first?.type}): ${first?.reason}.`;
  });
}

/** All refusals at once, each with its place, reason, remedy and the flag that goes on without it. */
export function refuse(refusals: readonly Finding[], notes: readonly string[] = []): OfflineError {
  const lines = refusals.flatMap((finding) => [
    `  ${placeOf(finding)}  (${finding.type}, ${finding.path})`,
    `    ${finding.reason}. ${finding.remedy}`,
    `    To go on without it: --allow ${placeOf(finding)}`,
  ]);
  const what = refusals.length === 1 ? 'One definition' : `${refusals.length} definitions`;
  return new OfflineError(
    `${what} of the app cannot be honoured offline:\n\n${[...lines, ...notes.map((note) => `  ${note}`)].join('\n')}\n`,
    `--allow also takes a type or a service (--allow ${refusals[0]?.type.split('::').slice(0, 2).join('::') ?? 'AWS::…'}) and may be repeated; --allow-unsupported goes on without all of them.`,
  );
}

/** A definition that a service could not read, as a finding. */
export function findingOf(error: DefinitionError, resources: readonly Resource[]): Finding {
  const resource = resources.find(({ logicalId }) => logicalId === error.logicalId);
  return {
    logicalId: error.logicalId,
    type: resource?.type ?? 'unknown type',
    path: resource?.path ?? '',
    reason: error.reason,
    remedy: error.remedy,
    ...(error.property !== undefined && { property: error.property }),
  };
}
