import type { Dialect, Fragment, SourceFile } from '../dialect.ts';
import { isStructured, parseFile } from '../syntax/parse.ts';
import { integrationName, isOpenApi, operationsOf } from './operations.ts';
import { shapesOfDocument } from './shapes.ts';

/** OpenAPI and Swagger documents in files of their own. */
export const openApi: Dialect = {
  id: 'openapi',
  accepts: ({ path, text }) => isStructured(path) && /(?:^|[\n{,])\s*["']?(?:openapi|swagger)["']?\s*:/.test(text),
  read: readOpenApi,
};

function readOpenApi(file: SourceFile): Fragment {
  const { root, problems } = parseFile(file);
  if (!isOpenApi(root) || root === null) return { unreadable: problems };
  const apis = [...operationsOf(root)].map(({ method, path, line, integration }) => {
    const target = integrationName(integration) ?? null;
    const source = { file: file.path, line };
    return { method, path, target, source, confidence: target === null ? 1 : 0.9 };
  });
  return { apis, shapes: shapesOfDocument(root, file.path), unreadable: problems };
}
