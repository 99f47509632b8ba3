import type { DriftEntry } from '#lib/design-doc/drift';
import type { Traceability } from '#lib/domain/design-document/document';
import { escapeMarkdown } from '../assessment/markdown-text.ts';
import type { DriftOutput } from './schema.ts';

type Report = Omit<DriftOutput, 'run' | 'source'>;

/** What drifted, as data: claims that broke first, then those that only moved. */
export function driftReport({ claims }: Traceability, entries: readonly DriftEntry[]): Report {
  const told = entries.map(({ claim, kind, was, is, file, line }) => ({
    ...{ claim: claim.id, section: claim.section, text: claim.text, kind },
    ...{ element: claim.about?.element ?? '', property: claim.about?.property ?? '', was, is, file, line },
  }));
  const moved = told.filter(({ kind }) => kind === 'moved');
  const broken = told.filter(({ kind }) => kind !== 'moved');
  return { claims: claims.length, broken: broken.length, moved: moved.length, entries: [...broken, ...moved] };
}

const at = (file: string | null, line: number | null) =>
  file === null ? ' somewhere in the source' : ` at ${file}${line === null ? '' : `:${line}`}`;

/** A line for a person: the claim, what it said, what is. */
export function driftLine({ kind, text, was, is, file, line }: Report['entries'][number]): string {
  const place = file === null ? '' : ` (${file}${line === null ? '' : `:${line}`})`;
  switch (kind) {
    case 'changed':
      return `changed: ${text} Was ${was}, is ${is ?? 'nothing'}${place}.`;
    case 'gone':
      // Most claims say themselves what was; that something exists has no value beside them.
      return was === 'yes' || text.includes(was) || was.startsWith(text)
        ? `gone: ${text} It stood${at(file, line)}.`
        : `gone: ${text} Was ${was}${place}.`;
    case 'moved':
      return `moved: ${text} It stands now${at(file, line)}.`;
  }
}

export function driftMarkdown(report: DriftOutput): string {
  const { claims, broken, moved, entries, source } = report;
  const lines = entries.map((entry) => `- ${escapeMarkdown(driftLine(entry))}`);
  return [
    '# Drift',
    '',
    `Against ${escapeMarkdown(source.name)}: ${broken} of ${claims} claims no longer hold, ${moved} stand elsewhere.`,
    ...(lines.length > 0 ? ['', ...lines] : []),
    '',
  ].join('\n');
}
