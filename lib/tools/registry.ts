import { artifactsRead } from './artifacts-read/run.ts';
import { documentRender } from './document-render/run.ts';
import { documentsRead } from './documents-read/run.ts';
import { knowledgeSearch } from './knowledge-search/run.ts';
import { scanSource } from './scan-source/run.ts';
import type { Tool } from './tool.ts';

const tools: ReadonlyMap<string, Tool> = new Map(
  [artifactsRead, documentRender, documentsRead, knowledgeSearch, scanSource].map((tool) => [tool.manifest.id, tool]),
);

/** The tool with an id, or undefined. */
export function getTool(id: string): Tool | undefined {
  return tools.get(id);
}
