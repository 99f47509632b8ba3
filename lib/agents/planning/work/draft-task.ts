import type { ThreePoint } from '#lib/domain/planning/pert';
import type { PhaseId } from './phases.ts';
import type { Role } from './roles.ts';

/** What a task is about: its estimate is multiplied by what the assessment says on that. `cases` are those that it is tried on. */
export type Topic =
  | 'build'
  | 'agent'
  | 'data'
  | 'integration'
  | 'infrastructure'
  | 'security'
  | 'compliance'
  | 'requirements'
  | 'cases'
  | 'people'
  | 'decision';

/** Days of optimistic, most likely and pessimistic work. */
export type Days = readonly [optimistic: number, mostLikely: number, pessimistic: number];

/** A task before it has dates. Dependencies name keys of other tasks. */
export type DraftTask = {
  key: string;
  name: string;
  phase: PhaseId;
  /** Heading within the phase, such as a component's name. */
  group?: string;
  role: Role;
  kind: 'work' | 'wait';
  points: ThreePoint;
  topics: readonly Topic[];
  components: readonly string[];
  after: readonly string[];
  sources: readonly string[];
};

export function toPoints([optimistic, mostLikely, pessimistic]: Days): ThreePoint {
  return { optimistic, mostLikely, pessimistic };
}

const maximumKeyLength = 80;

/** A key of at most 80 characters; what is longer is cut and told apart by a checksum. */
export function taskKey(kind: string, ...of: readonly string[]): string {
  const key = [kind, ...of].join(':');
  if (key.length <= maximumKeyLength) return key;
  let checksum = 0x811c9dc5;
  for (const character of key) checksum = Math.imul(checksum ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return `${key.slice(0, maximumKeyLength - 9)}~${checksum.toString(16).padStart(8, '0')}`;
}
