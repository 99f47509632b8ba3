import { stepFileKey } from '#lib/domain/artifact/run-files';
import { defineTool, type ToolContext } from '../tool.ts';
import { documentRenderManifest } from './manifest.ts';
import {
  type DocumentRenderInput,
  type DocumentRenderOutput,
  type RenderRequest,
  renderAnswerSchema,
} from './schema.ts';

export const documentRender = defineTool(documentRenderManifest, renderDocument);

/** The document goes to the function, and what it makes comes back, by way of a hidden folder of the step. */
async function renderDocument(
  input: DocumentRenderInput,
  { scope, services, signal }: ToolContext,
): Promise<DocumentRenderOutput> {
  const folder = stepFileKey(scope, `.render-${scope.attempt}/`);
  const request: RenderRequest = { documentKey: `${folder}document.json`, folder };
  await services.files.write({
    key: request.documentKey,
    contentType: 'application/json',
    body: JSON.stringify(input),
  });
  const answer = renderAnswerSchema.parse(await services.invoke('designRenderer', request, signal));
  const files = await Promise.all(
    answer.files.map(async ({ name, contentType, key }) => {
      if (!key.startsWith(folder)) throw new Error(`The renderer wrote outside of ${folder}.`);
      const body = await services.files.read(key);
      if (!body) throw new Error(`The renderer wrote no ${key}.`);
      return { name, contentType, body };
    }),
  );
  return { files };
}
