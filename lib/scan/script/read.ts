import * as z from 'zod/mini';
import type { Fragment, SourceFile, SourceTree } from '../dialect.ts';
import { programOf, type ScriptFile } from './program.ts';

/** What the compiler keeps of syntax errors, without telling so in its types. */
const brokenSchema = z.object({
  parseDiagnostics: z.array(
    z.object({ start: z.number(), messageText: z.union([z.string(), z.object({ messageText: z.string() })]) }),
  ),
});

/** Reads a script; a file that defeats the parser is told instead, and of a broken one where it breaks. */
export function readScript(file: SourceFile, tree: SourceTree, read: (script: ScriptFile) => Fragment): Fragment {
  try {
    const script = programOf(tree).file(file.path);
    if (!script) return {};
    const fragment = read(script);
    const broken = firstError(script);
    return broken ? { ...fragment, unreadable: [...(fragment.unreadable ?? []), broken] } : fragment;
  } catch (error) {
    const reason = error instanceof RangeError ? 'nested too deep to read' : 'could not be read';
    return { unreadable: [{ line: 1, reason }] };
  }
}

function firstError({ syntax, path }: ScriptFile): { line: number; reason: string } | undefined {
  // Flow's types are errors to this parser, though nothing is broken.
  if (!/\.[mc]?tsx?$/.test(path)) return undefined;
  const [first] = brokenSchema.safeParse(syntax).data?.parseDiagnostics ?? [];
  if (!first) return undefined;
  const { messageText: message } = first;
  const { line } = syntax.getLineAndCharacterOfPosition(Math.min(first.start, syntax.text.length));
  return { line: line + 1, reason: `syntax: ${typeof message === 'string' ? message : message.messageText}` };
}
