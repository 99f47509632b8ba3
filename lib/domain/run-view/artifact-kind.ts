/** How the content of a file is shown; `none`: only to be downloaded. */
export type ArtifactKind = 'markdown' | 'json' | 'csv' | 'text' | 'none';

/** From name and content type; an unknown type is not shown. */
export function artifactKind({ name, contentType }: { name: string; contentType: string }): ArtifactKind {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const ending = name.split('.').at(-1)?.toLowerCase() ?? '';
  if (type === 'text/markdown' || ending === 'md') return 'markdown';
  if (type === 'application/json' || ending === 'json') return 'json';
  if (type === 'text/csv' || ending === 'csv') return 'csv';
  return type.startsWith('text/') && type !== 'text/html' ? 'text' : 'none';
}
