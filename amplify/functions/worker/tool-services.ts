import { findArtifact } from '#lib/repositories/artifact';
import { createDocumentReader } from '#lib/repositories/document';
import type { Documents } from '#lib/runtime/documents';
import { createFunctionInvoker } from '#lib/runtime/invoke-function';
import type { ToolFunction, ToolServices } from '#lib/tools/services';
import { rendererMemoryMb, rendererTimeoutSeconds } from '../design-renderer/limits.ts';
import { scannerMemoryMb, scannerTimeoutSeconds } from '../source-scanner/limits.ts';
import type { createFileStore } from './file-store.ts';
import { storedFile } from './files.ts';
import { createKnowledgeDocuments } from './knowledge-documents.ts';

interface Parts {
  readonly documents: Documents;
  readonly files: ReturnType<typeof createFileStore>;
  readonly tables: Readonly<
    Record<'ARTIFACT_TABLE' | 'DOCUMENT_TABLE' | 'KNOWLEDGE_BASE_TABLE' | 'KNOWLEDGE_SOURCE_TABLE', string>
  >;
  readonly functions: { readonly SOURCE_SCANNER_FUNCTION: string; readonly DESIGN_RENDERER_FUNCTION: string };
}

/** A function is waited for a little longer than it may take. */
const waitMs = (seconds: number) => seconds * 1000 + 5000;

/** What the tools of agents work with, out of the worker's own clients. */
export function createToolServices({ documents, files, tables, functions }: Parts): ToolServices {
  const reader = createDocumentReader({ documents, tableName: tables.DOCUMENT_TABLE });
  const invokers: Readonly<Record<ToolFunction, ReturnType<typeof createFunctionInvoker>>> = {
    sourceScanner: createFunctionInvoker({
      name: functions.SOURCE_SCANNER_FUNCTION,
      memoryMb: scannerMemoryMb,
      timeoutMs: waitMs(scannerTimeoutSeconds),
    }),
    designRenderer: createFunctionInvoker({
      name: functions.DESIGN_RENDERER_FUNCTION,
      memoryMb: rendererMemoryMb,
      timeoutMs: waitMs(rendererTimeoutSeconds),
    }),
  };
  return {
    documents: {
      async get(id) {
        const document = await reader.get(id);
        return document && { ...document, kind: document.kind ?? 'DOCUMENT' };
      },
    },
    knowledge: { documents: createKnowledgeDocuments(documents, tables) },
    files: {
      read: (key) => files.readBytes(key),
      write: ({ key, contentType, body }) => files.store(storedFile(key, contentType, body)),
    },
    artifacts: { find: (id) => findArtifact({ documents, tableName: tables.ARTIFACT_TABLE }, id) },
    invoke: (name, payload, signal) => invokers[name](payload, signal),
  };
}
