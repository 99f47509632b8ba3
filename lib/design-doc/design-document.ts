import type { Claim, Completeness, DetailLevel, DiagramFormat } from '#lib/domain/design-document/document';
import type { Diagram, Phrase, Section } from './content.ts';
import type { Assumption, Risk } from './design-input.ts';

/** The whole document as data: what every renderer works from. May be stored as JSON. */
export interface DesignDocument {
  readonly schemaVersion: 1;
  readonly title: string;
  readonly subtitle: readonly Phrase[];
  readonly detail: DetailLevel;
  readonly diagramFormat: DiagramFormat;
  /** ISO 8601 */
  readonly generatedAt: string;
  readonly sections: readonly Section[];
  readonly claims: readonly Claim[];
  readonly diagrams: readonly Diagram[];
  readonly completeness: Completeness;
  readonly assumptions: readonly Assumption[];
  readonly risks: readonly Risk[];
}
