import { documentFiles, documentFolder } from '#lib/domain/document/extracted';
import { type SystemModel, systemModelSchema } from '#lib/scan/schema';
import { findOwnDocument } from '../own-document.ts';
import { defineTool, refuse, type ToolContext } from '../tool.ts';
import { countModel } from './count-model.ts';
import { scanSourceManifest } from './manifest.ts';
import { type ScanRequest, type ScanSourceInput, type ScanSourceOutput, scanAnswerSchema } from './schema.ts';

const { id } = scanSourceManifest;

/** A source is scanned once: the model lies beside it and goes when the document does. */
export const scanSource = defineTool(scanSourceManifest, runScanSource);

async function runScanSource({ documentId }: ScanSourceInput, context: ToolContext): Promise<ScanSourceOutput> {
  const { services, signal } = context;
  const document = await findOwnDocument(id, documentId, context);
  if (document.kind !== 'SOURCE') {
    const message = `The document "${document.name}" is no source. Upload the code as a ZIP archive of kind SOURCE.`;
    throw refuse(id, 'NOT_A_SOURCE', message);
  }
  const folder = documentFolder(document);
  const key = `${folder}system-model.json`;
  let model = await readModel(key, context);
  if (!model) {
    const sourceKey = `${folder}${documentFiles.original}`;
    const request: ScanRequest = { sourceKey, modelKey: key, fileName: document.name };
    const answer = scanAnswerSchema.parse(await services.invoke('sourceScanner', request, signal));
    if (!answer.ok) throw refuse(id, answer.code, `The source "${document.name}" cannot be read: ${answer.message}`);
    model = await readModel(key, context);
  }
  if (!model) throw new Error(`The scanner wrote no model to ${key}.`);
  return { document: { id: document.id, name: document.name }, key, counts: countModel(model), model };
}

/** Undefined where there is none, or one of an earlier form. */
async function readModel(key: string, { services }: ToolContext): Promise<SystemModel | undefined> {
  const bytes = await services.files.read(key);
  if (!bytes) return undefined;
  const parsed = systemModelSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
  return parsed.success ? parsed.data : undefined;
}
