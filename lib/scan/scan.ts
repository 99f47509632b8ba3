import type { Dialect, Fragment, SourceFile, SourceTree } from './dialect.ts';
import { dialects as allDialects } from './dialects.ts';
import { findingsOf } from './findings/findings.ts';
import { instructionsIn } from './findings/instructions-in-files.ts';
import { link } from './link/link.ts';
import type { Piece } from './link/piece.ts';
import type { SystemModel } from './schema.ts';
import { parseFile } from './syntax/parse.ts';

type Unreadable = SystemModel['files']['unreadable'][number];

const MAX_REASON = 200;

/**
 * Reads a source in every dialect and puts what they say together: components, relations, APIs, stores, events and
 * findings, each with file and line. What cannot be read is told in `files.unreadable`; nothing makes it fail.
 */
export function scanSource(
  tree: SourceTree & { readonly unreadable?: readonly Unreadable[] },
  dialects: readonly Dialect[] = allDialects,
): SystemModel {
  const pieces: Piece[] = [];
  const unreadable: Unreadable[] = [...(tree.unreadable ?? [])];
  const counts: Record<string, number> = {};
  for (const file of tree.files) {
    let isRead = false;
    for (const dialect of dialects) {
      const fragment = readWith(dialect, file, tree);
      if (fragment === undefined) continue;
      isRead = true;
      pieces.push({ file: file.path, fragment });
      if (brings(fragment)) counts[dialect.id] = (counts[dialect.id] ?? 0) + 1;
      for (const { line, reason } of fragment.unreadable ?? []) unreadable.push({ file: file.path, line, reason });
    }
    if (!isRead) unreadable.push(...malformed(file));
  }
  const linked = link(pieces, tree);
  const files = { scanned: tree.files.length, dialects: counts, unreadable: distinct(unreadable) };
  const findings = [...linked.findings, ...findingsOf(linked), ...tree.files.flatMap(instructionsIn)];
  return { ...linked, findings, files };
}

function readWith(dialect: Dialect, file: SourceFile, tree: SourceTree): Fragment | undefined {
  try {
    return dialect.accepts(file) ? dialect.read(file, tree) : undefined;
  } catch (error) {
    // Dialects tell what they cannot read; a stranger's file may still find what nobody thought of.
    const reason = `not understood as ${dialect.id}: ${error instanceof Error ? error.message : String(error)}`;
    return { unreadable: [{ line: 1, reason: reason.slice(0, 500) }] };
  }
}

/** What breaks a file that no dialect takes for its own: it may have been one of them. */
function malformed(file: SourceFile): Unreadable[] {
  if (!/\.(?:ya?ml|json)$/i.test(file.path)) return [];
  return parseFile(file).problems.map(({ line, reason }) => ({ file: file.path, line, reason }));
}

/** Whether a fragment says anything: a file may look like a dialect and be none. */
function brings(fragment: Fragment): boolean {
  return Object.values(fragment).some((part) => Array.isArray(part) && part.length > 0);
}

/** Two dialects may stumble at one place. */
function distinct(unreadable: readonly Unreadable[]): Unreadable[] {
  const seen = new Map<string, Unreadable>();
  for (const each of unreadable) {
    // Some parsers quote the rest of the file.
    const [first = ''] = each.reason.split('\n');
    const reason = first.length > MAX_REASON ? `${first.slice(0, MAX_REASON)}…` : first;
    seen.set(`${each.file}\n${each.line ?? 0}\n${reason}`, { ...each, reason });
  }
  return [...seen.values()];
}
