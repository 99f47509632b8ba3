import type { DesignInput } from '#lib/design-doc/design-input';
import { applyRequest, baseInput } from '#lib/design-doc/revision/apply-request';
import { type DesignRevision, traceabilitySchema } from '#lib/domain/design-document/document';
import { artifactsReadOutputSchema } from '#lib/tools/artifacts-read/schema';
import type { TaskContext } from '../agent.ts';

/**
 * What was asked for in earlier rounds, as the last traceability.json of this step has it. An attempt that stored its files and
 * was lost then is made again: what it had noted itself does not count.
 */
export async function earlierRevisions({
  callTool,
  attempt,
  place,
}: Pick<TaskContext, 'callTool' | 'attempt' | 'place'>): Promise<DesignRevision[]> {
  const wanted = { runId: place.runId, stepId: place.key, name: 'traceability.json' };
  const { file } = artifactsReadOutputSchema.parse(await callTool('artifacts.read', wanted));
  if (!file) return [];
  const { revisions = [] } = traceabilitySchema.parse(JSON.parse(file.text));
  return revisions.filter((revision) => revision.attempt < attempt);
}

/** The requests with the one at hand, each with what came of it. */
export function addRevision(
  input: DesignInput,
  earlier: readonly DesignRevision[],
  { feedback = '', attempt, now }: Pick<TaskContext, 'attempt' | 'now'> & { readonly feedback?: string | undefined },
): DesignRevision[] {
  const at = now().toISOString();
  const state = earlier.reduce(
    (before, { text, at: then }) => applyRequest(before, { text, at: then }).input,
    baseInput(input),
  );
  const { changes, notUnderstood } = applyRequest(state, { text: feedback, at });
  const changed = changes.map(({ summary }) => summary);
  return [...earlier, { text: feedback, at, attempt, changed, notUnderstood: [...notUnderstood] }];
}
