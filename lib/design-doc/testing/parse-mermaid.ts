import mermaid from 'mermaid';

/** What Mermaid cleans labels with; it wants a browser's document, and whether a source parses does not depend on it. */
const sanitizer = 'dompurify';
const loaded: unknown = await import(/* @vite-ignore */ sanitizer);
if (typeof loaded === 'object' && loaded !== null && 'default' in loaded && loaded.default instanceof Function)
  Object.assign(loaded.default, { addHook: () => undefined, sanitize: (text: string) => text });

/** @throws what Mermaid says of a source that it cannot read */
export async function parseMermaid(source: string): Promise<void> {
  await mermaid.parse(source);
}
