import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Completeness, completenessSchema } from '#lib/domain/design-document/document';
import type { StoredArtifact } from './artifacts.ts';

export type OpenQuestion = NonNullable<Completeness['open']>[number];

/** The questions that a technical design left open, of the file that was just stored; undefined where there is none. */
export function openQuestionsIn(out: string, stored: readonly StoredArtifact[]): OpenQuestion[] | undefined {
  if (!stored.some(({ name }) => name === 'completeness.json')) return undefined;
  const text = readFileSync(path.join(out, 'completeness.json'), 'utf8');
  return completenessSchema.parse(JSON.parse(text)).open;
}

/** Names each open question with an example, and says how to answer. */
export function tellOpen(open: readonly OpenQuestion[], say: (line: string) => void): void {
  const [first] = open;
  if (!first) return;
  const answer = JSON.stringify({ answers: { [first.id]: first.example } });
  say(
    `unanswered: ${open.length} ${open.length === 1 ? 'question' : 'questions'} that neither the source nor a document nor an answer settles.`,
  );
  for (const { id, text, example } of open) {
    say(`  ${id.padEnd(24)} ${text}`);
    say(`  ${''.padEnd(24)} such as: ${example}`);
  }
  say(`Answer them in a file, such as ${answer}, and run it again with --answers FILE.json; or in the project's chat.`);
}
