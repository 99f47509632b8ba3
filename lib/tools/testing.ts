import type { ToolDocument, ToolServices } from './services.ts';
import type { ToolContext } from './tool.ts';

interface World {
  readonly documents?: readonly ToolDocument[];
  /** By key. */
  readonly files?: Readonly<Record<string, string>>;
  /** By id of the knowledge base; `''` is the project's own. */
  readonly knowledge?: Readonly<Record<string, readonly ToolDocument[]>>;
  readonly artifacts?: Readonly<Record<string, Awaited<ReturnType<ToolServices['artifacts']['find']>>>>;
  readonly invoke?: (name: string, payload: unknown, files: Map<string, Uint8Array>) => unknown;
}

/** What tools work with, in memory: the run `r1` of the project `p1` of `demo`. */
export function createToolWorld({ documents = [], files = {}, artifacts = {}, knowledge = {}, invoke }: World = {}) {
  const stored = new Map(Object.entries(files).map(([key, text]) => [key, new TextEncoder().encode(text)]));
  const invoked: { name: string; payload: unknown }[] = [];
  const services: ToolServices = {
    documents: { get: (id) => Promise.resolve(documents.find((one) => one.id === id)) },
    knowledge: { documents: ({ knowledgeBaseId = '' }) => Promise.resolve(knowledge[knowledgeBaseId]) },
    files: {
      read: (key) => Promise.resolve(stored.get(key)),
      write: ({ key, body }) => Promise.resolve(void stored.set(key, new TextEncoder().encode(body))),
    },
    artifacts: { find: (id) => Promise.resolve(artifacts[id]) },
    invoke: async (name, payload) => {
      invoked.push({ name, payload });
      return Promise.resolve(invoke?.(name, payload, stored));
    },
  };
  const scope = { organization: 'demo', projectId: 'p1', runId: 'r1', key: 'discovery', attempt: 1 };
  const context: ToolContext = { scope, services, signal: new AbortController().signal };
  return { context, services, scope, files: stored, invoked };
}

export const toolDocument = (more: Partial<ToolDocument> = {}): ToolDocument => ({
  ...{ id: 'd1', organization: 'demo', projectId: 'p1', name: 'shop.zip', kind: 'SOURCE', status: 'PROCESSED' },
  ...more,
});
