import { statSync } from 'node:fs';
import path from 'node:path';
import { scanSource } from '#lib/scan/scan';
import type { SystemModel } from '#lib/scan/schema';
import { readArchive } from '#lib/scan/source/archive';
import { readFolder } from '#lib/scan/source/folder';
import type { Source } from '#lib/scan/source/source';
import { CommandError, exitCodes } from '../errors.ts';

/** Reads a folder or a ZIP archive and says what system it describes; `json` prints the model alone. */
export async function scan(input: { source: string; json: boolean; say: (line: string) => void }): Promise<number> {
  const { source, json, say } = input;
  const began = performance.now();
  const model = scanSource(await readSource(source));
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const { scanned, unreadable } = model.files;
  say(`${scanned} files in ${seconds} s, ${unreadable.length} places not understood.`);
  for (const { file, line, reason } of unreadable.slice(0, json ? 20 : 1000))
    say(`  ${printable(file)}${line === undefined ? '' : `:${line}`}  ${printable(reason)}`);
  process.stdout.write(json ? `${JSON.stringify(model, null, 2)}\n` : summary(model));
  return exitCodes.completed;
}

/** Names are strangers': no line break, escape or turn of direction of theirs reaches the terminal. */
const printable = (text: string) => text.replaceAll(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, '�');

/** @throws CommandError where there is no such source, where it cannot be read, or where it holds nothing to describe */
export async function checkSource(source: string): Promise<void> {
  const { files } = await readSource(source);
  if (files.length > 0) return;
  throw new CommandError(
    `${path.resolve(source)} holds no source.`,
    'Name the folder or the ZIP archive of the code and templates.',
  );
}

/** The source in a folder or an archive. @throws CommandError */
export async function readSource(source: string): Promise<Source> {
  const stats = statSync(source, { throwIfNoEntry: false });
  if (stats === undefined) {
    throw new CommandError(`There is no ${path.resolve(source)}.`, 'Name a folder or a ZIP archive of the source.');
  }
  if (stats.isDirectory()) return readFolder(source);
  try {
    return await readArchive(source);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(
      `${source} cannot be read: ${reason}`,
      'Name a folder or a sound ZIP archive of the source.',
      error,
    );
  }
}

function summary({ components, relations, apis, stores, events, findings }: SystemModel): string {
  const lines = [
    `${components.length} components, ${relations.length} relations, ${apis.length} APIs, ${stores.length} stores, ${events.length} events, ${findings.length} findings`,
  ];
  const kinds = new Map<string, number>();
  for (const { kind } of components) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  for (const [kind, count] of [...kinds].sort((a, b) => b[1] - a[1]))
    lines.push(`  ${String(count).padStart(5)} ${kind}`);
  for (const { severity, rule, message, source } of findings) {
    lines.push(
      `${severity.padEnd(6)} ${rule}  ${printable(source.file)}:${source.line}`,
      `       ${printable(message)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
