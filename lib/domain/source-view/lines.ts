/** A numbered line of code. */
export interface CodeLine {
  readonly number: number;
  readonly text: string;
}

/** The lines of a file, from 1; a last line feed begins no line. */
export function linesOf(text: string): CodeLine[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '' && lines.length > 1) lines.pop();
  return lines.map((line, index) => ({ number: index + 1, text: line }));
}

/** The lines around one, so many on either side; none where the file has no such line. */
export function linesAround(lines: readonly CodeLine[], line: number, around: number): readonly CodeLine[] {
  if (line < 1 || line > lines.length) return [];
  return lines.slice(Math.max(0, line - 1 - around), line + around);
}

/** The files whose paths hold all the words, those first whose names do. */
export function filterPaths(paths: readonly string[], words: string): readonly string[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return paths;
  const holds = (text: string) => wanted.every((word) => text.toLowerCase().includes(word));
  const found = paths.filter(holds);
  const inName = new Set(found.filter((path) => holds(path.slice(path.lastIndexOf('/') + 1))));
  return [...inName, ...found.filter((path) => !inName.has(path))];
}

/** The address of a line in an uploaded source. */
export function sourceHref(projectId: string, documentId: string, file: string, line?: number): string {
  const parameters = new URLSearchParams({ file, ...(line !== undefined && { line: String(line) }) });
  const base = `/projects/${encodeURIComponent(projectId)}/documents/${encodeURIComponent(documentId)}`;
  return `${base}?${parameters.toString()}`;
}
