import type {
  Claim,
  Completeness,
  DesignMode,
  DesignPhase,
  DetailLevel,
  DiagramFormat,
} from '#lib/domain/design-document/document';
import type { SystemModel } from '#lib/scan/schema';
import type { Diagram, Section } from './content.ts';

/** What a person said to a question of the bank. */
export interface Answer {
  readonly text: string;
  readonly messageId: string;
}

/** A passage of an uploaded document that speaks to a question; it counts until a person says otherwise. */
export interface DocumentEvidence {
  readonly documentId: string;
  readonly documentName: string;
  /** The question of the bank that it answers. */
  readonly questionId: string;
  readonly quote: string;
  readonly page?: number;
  readonly line?: number;
}

/** A request to change the document, in a person's words; all of them are applied in order. */
export interface ChangeRequest {
  readonly text: string;
  /** ISO 8601. */
  readonly at: string;
  readonly by?: string;
  readonly messageId?: string;
}

/** What change requests made of the document, beyond answers and levels. */
export interface DesignEdits {
  /** Level of detail of single sections. */
  readonly detail: Readonly<Record<string, DetailLevel>>;
  readonly removed: readonly string[];
  readonly added: readonly { readonly title: string; readonly text: string; readonly messageId: string }[];
  /** Words that stand differently in the document. */
  readonly replacements: readonly { readonly from: string; readonly to: string; readonly messageId: string }[];
  /** What a person says is otherwise than the document says; the source's own word stays beside it. */
  readonly corrections: readonly { readonly text: string; readonly messageId: string }[];
}

/** All that a design document is made of: the same input gives the same bytes. */
export interface DesignInput {
  readonly mode: DesignMode;
  readonly detail: DetailLevel;
  readonly diagramFormat: DiagramFormat;
  readonly project: { readonly name: string; readonly description?: string; readonly owner?: string };
  /** The scanned source; null in a greenfield. */
  readonly model: SystemModel | null;
  /** Of a migration: the scan of the target, where there is one. */
  readonly targetModel?: SystemModel | null;
  /** By question id. */
  readonly answers: Readonly<Record<string, Answer>>;
  readonly documents: readonly DocumentEvidence[];
  /** A design that exists in part, as Markdown. */
  readonly partial?: { readonly markdown: string; readonly name?: string };
  readonly requests?: readonly ChangeRequest[];
  readonly edits?: DesignEdits;
  /** ISO 8601; dates the document. */
  readonly now: string;
}

export interface Assumption {
  readonly id: string;
  readonly text: string;
  /** The question that would settle it. */
  readonly question: string | null;
  readonly claims: readonly string[];
}

export const riskLevels = ['high', 'medium', 'low'] as const;

export interface Risk {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly mitigation: string;
  readonly severity: (typeof riskLevels)[number];
  /** The rule that found it. */
  readonly rule: string;
  readonly claims: readonly string[];
}

/** What one phase contributes. Plain data: may be stored as JSON between phases. */
export interface PhasePart {
  readonly phase: DesignPhase;
  readonly sections: readonly Section[];
  readonly claims: readonly Claim[];
  readonly diagrams: readonly Diagram[];
  readonly completeness: Completeness['items'];
  readonly assumptions: readonly Assumption[];
  readonly risks: readonly Risk[];
}
