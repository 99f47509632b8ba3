import { parseKey } from '../run/step-key.ts';
import type { StepArtifact, StepRecord } from './step-record.ts';
import type { RecordsByKey } from './step-view.ts';

/** A file that is to be approved, and the same file of the round before, where it is still there. */
export interface ShownArtifact {
  readonly key: string;
  readonly artifact: StepArtifact;
  readonly earlier: StepArtifact | undefined;
}

type Gate = { readonly stepId: string; readonly shows: readonly string[] };

/**
 * The files that a gate shows: those that it names, of its own step first, else of any step before; where it names
 * none, all of its step's.
 */
export function shownArtifacts({ stepId, shows }: Gate, records: RecordsByKey): ShownArtifact[] {
  const all = [...records.values()];
  const own = all.filter(({ key }) => parseKey(key).stepId === stepId);
  if (shows.length === 0) return own.flatMap((record) => record.artifacts.map((artifact) => shownOf(record, artifact)));
  return shows.flatMap((name) => {
    const found = filesNamed(own, name);
    return found.length > 0 ? found : filesNamed(all, name);
  });
}

function filesNamed(records: readonly StepRecord[], name: string): ShownArtifact[] {
  return records.flatMap((record) =>
    record.artifacts.filter((artifact) => artifact.name === name).map((artifact) => shownOf(record, artifact)),
  );
}

function shownOf(record: StepRecord, artifact: StepArtifact): ShownArtifact {
  const earlier = record.attempts
    .flatMap(({ artifacts = [] }) => artifacts)
    .findLast(({ name, key }) => name === artifact.name && key !== artifact.key);
  return { key: record.key, artifact, earlier };
}
