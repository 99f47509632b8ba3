import type { DocumentKind, DocumentStatus } from '#lib/domain/document/states';

/** What tools know of a document. */
export interface ToolDocument {
  readonly id: string;
  readonly organization: string;
  readonly projectId: string;
  readonly name: string;
  readonly kind: DocumentKind;
  readonly status: DocumentStatus;
  /** Why it was rejected. */
  readonly reason?: string | null | undefined;
}

/** Functions that do the heavy or hostile work of tools. */
export type ToolFunction = 'sourceScanner' | 'designRenderer';

/** What tools work with. The worker connects it; none of it asks for whom, so every tool looks at its scope first. */
export interface ToolServices {
  readonly documents: { get(id: string): Promise<ToolDocument | undefined> };
  readonly knowledge: {
    /**
     * What can be searched: the documents of one of the organization's knowledge bases, or, where none is named, those of
     * the project. Undefined where the organization has no such knowledge base.
     */
    documents(of: {
      readonly organization: string;
      readonly projectId: string;
      readonly knowledgeBaseId?: string | undefined;
    }): Promise<readonly ToolDocument[] | undefined>;
  };
  readonly files: {
    /** Undefined where there is none. */
    read(key: string): Promise<Uint8Array | undefined>;
    write(file: { readonly key: string; readonly contentType: string; readonly body: string }): Promise<void>;
  };
  /** Files that runs made: the record of the last version. */
  readonly artifacts: {
    find(id: string): Promise<
      | {
          readonly organization: string;
          readonly projectId: string;
          readonly key: string;
          readonly version: number;
        }
      | undefined
    >;
  };
  /** Has a function do work and answers what it said; its time is metered with that of the step. */
  readonly invoke: (name: ToolFunction, payload: unknown, signal: AbortSignal) => Promise<unknown>;
}
