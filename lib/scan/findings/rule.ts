import type { Component, Finding, Source } from '../schema.ts';
import type { System } from './system.ts';

/** What a rule holds against a component or a place. */
export interface Complaint {
  readonly component: Component | null;
  /** The thing, the reason and the remedy, in sentences. */
  readonly message: string;
  /** Where the fault stands, if not where the component does. */
  readonly source?: Source;
  /** Graver or lighter than the rule's own, for this one. */
  readonly severity?: Finding['severity'];
  readonly confidence?: number;
}

/** A named rule. One file each, alike; `rules.ts` lists them. */
export interface Rule {
  /** As it stands in findings: kebab-case. */
  readonly name: string;
  readonly severity: Finding['severity'];
  /** What it finds, for the table in the README. */
  readonly finds: string;
  check(system: System): Iterable<Complaint>;
}
