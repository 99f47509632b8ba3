import type { DesignInput } from '#lib/design-doc/design-input';
import type { SystemModel } from '#lib/scan/schema';
import { type ScanSourceOutput, scanSourceOutputSchema } from '#lib/tools/scan-source/schema';
import type { TaskContext } from '../agent.ts';
import type { Discovery } from './schema.ts';

/** Has a source scanned, or takes the scan that was made. @throws ToolError where it is not the project's, or no source */
export async function scan(documentId: string, { callTool }: Pick<TaskContext, 'callTool'>): Promise<ScanSourceOutput> {
  return scanSourceOutputSchema.parse(await callTool('scan.source', { documentId }));
}

async function modelOf(
  source: Discovery['source'],
  context: Pick<TaskContext, 'callTool'>,
): Promise<SystemModel | null> {
  return source ? (await scan(source.documentId, context)).model : null;
}

/** All that the design is made of, out of what discovery found. */
export async function loadInput(discovery: Discovery, context: Pick<TaskContext, 'callTool'>): Promise<DesignInput> {
  const model = await modelOf(discovery.source, context);
  const targetModel = await modelOf(discovery.target, context);
  return inputOf(discovery, { model, targetModel });
}

export function inputOf(
  discovery: Discovery,
  models: { readonly model: SystemModel | null; readonly targetModel: SystemModel | null },
): DesignInput {
  const { mode, detail, diagramFormat, answers, documents, partial, now } = discovery;
  const { name, description, owner } = discovery.project;
  return {
    ...{ mode, detail, diagramFormat, answers, now },
    project: { name, ...(description ? { description } : {}), ...(owner ? { owner } : {}) },
    ...models,
    documents: documents.map(({ page, line, ...evidence }) => ({
      ...evidence,
      ...(page === undefined ? {} : { page }),
      ...(line === undefined ? {} : { line }),
    })),
    ...(partial ? { partial } : {}),
  };
}
