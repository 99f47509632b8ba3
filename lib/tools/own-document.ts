import type { ToolDocument } from './services.ts';
import { refuse, type ToolContext } from './tool.ts';

/**
 * A document of the project at work. One of another project or organization is answered like one that does not exist.
 * @throws ToolError `TOOL_REFUSED` where there is none, or none that can be read.
 */
export async function findOwnDocument(
  toolId: string,
  id: string,
  { scope, services }: Pick<ToolContext, 'scope' | 'services'>,
): Promise<ToolDocument> {
  const document = await services.documents.get(id);
  if (!document || document.organization !== scope.organization || document.projectId !== scope.projectId) {
    throw refuse(toolId, 'DOCUMENT_NOT_FOUND', `There is no document "${id}" in this project. Check its id.`);
  }
  const name = `The document "${document.name}"`;
  switch (document.status) {
    case 'AWAITING_UPLOAD':
      throw refuse(toolId, 'DOCUMENT_NOT_UPLOADED', `${name} has not been uploaded yet. Complete its upload first.`);
    case 'REJECTED':
      throw refuse(toolId, 'DOCUMENT_REJECTED', `${name} was rejected: ${document.reason ?? 'it could not be read'}`);
    case 'UPLOADED':
    case 'PROCESSING':
    case 'RECOGNIZING':
    case 'PROCESSED':
      return document;
  }
}
