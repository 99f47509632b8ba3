import type { PastAttempt, StepArtifact, StepRecord } from '../run-view/step-record.ts';

/** The blueprint that makes technical designs, and its step that writes the document. */
export const designBlueprintId = 'technical-design';
export const designStepId = 'review';
/** The task that holds a design against a newer source. */
export const driftTask = { agentId: 'tech-design', task: 'drift', file: 'drift.json' } as const;

/** The files of one attempt at a design; every attempt keeps its own. */
export interface DesignRevisionFiles {
  readonly attempt: number;
  readonly at: string | null;
  /** What the reviewer asked for that led to this attempt. */
  readonly feedback: string | null;
  readonly files: readonly StepArtifact[];
}

/** A design's revisions that have a document, newest first; none where none was written yet. */
export function revisionsOfStep(record: StepRecord | undefined): DesignRevisionFiles[] {
  if (!record) return [];
  const earlier = record.attempts.map((attempt) => revisionOf(attempt));
  const own = {
    attempt: record.attempt,
    at: record.endedAt ?? record.startedAt,
    feedback: null,
    files: record.artifacts,
  };
  const byAttempt = new Map([...earlier, own].map((revision) => [revision.attempt, revision]));
  return [...byAttempt.values()]
    .filter(({ files }) => files.some(({ name }) => name === 'design.md'))
    .sort((a, b) => b.attempt - a.attempt);
}

function revisionOf({ attempt, endedAt, startedAt, artifacts = [], feedback }: PastAttempt): DesignRevisionFiles {
  return { attempt, at: endedAt ?? startedAt ?? null, feedback: feedback ?? null, files: artifacts };
}

/** The files that people take away, in the order of their use; pictures' sources are among the rest. */
const downloads = ['design.pdf', 'design.html', 'design.md', 'slides.html', 'completeness.json', 'traceability.json'];

/** Files for the list of downloads: those that are known first, in order, then the pictures by name. */
export function downloadsOf(files: readonly StepArtifact[]): StepArtifact[] {
  const known = downloads.flatMap((name) => files.filter((file) => file.name === name));
  const rest = files.filter(({ name }) => !downloads.includes(name)).toSorted((a, b) => a.name.localeCompare(b.name));
  return [...known, ...rest];
}
