import { designSectionIds } from '#lib/domain/design/section-ids';
import { eventSchemaVersion } from '#lib/domain/events/registry';
import type { WorkerPorts } from './ports.ts';
import type { Work } from './work.ts';

type Shares = ReadonlyMap<string, number>;

/** Sections of the whole whose progress is told, each with its share so far; undefined for agents that nobody asks. */
function sectionsOf({ step, run }: Pick<Work, 'step' | 'run'>): Shares | undefined {
  if (step.agent === 'design') return new Map(designSectionIds.map((id) => [id, 0]));
  if (step.agent !== 'tech-design') return undefined;
  // Each phase of a technical design is a step of its own.
  const phases = run.definition.steps.filter(({ agent }) => agent === step.agent);
  return new Map(phases.map(({ id }) => [id, run.state.steps[id]?.status === 'SUCCEEDED' ? 100 : 0]));
}

/** Tells the bus how far a design's sections, or a technical design's phases, are. */
export function tellProgress(
  work: Pick<Work, 'message' | 'step' | 'run'>,
  ports: Pick<WorkerPorts, 'publish' | 'logger'>,
): (section: string, percent: number) => Promise<void> {
  const { runId: orchestrationId, organization, projectId, correlationId, key, attempt } = work.message;
  const sections = sectionsOf(work);
  if (!sections) return () => Promise.resolve();
  const shares = new Map(sections);
  const movesProject = work.step.agent === 'design';
  return async (sectionId, percent) => {
    const completionPercentage = Math.round(Math.min(100, Math.max(0, percent)));
    shares.set(sectionId, completionPercentage);
    const overallPercentage = Math.floor([...shares.values()].reduce((sum, share) => sum + share, 0) / shares.size);
    const idempotencyKey = `${orchestrationId}:${key}:${attempt}:${sectionId}:${completionPercentage}`;
    const envelope = { schemaVersion: eventSchemaVersion, organization, projectId, correlationId, idempotencyKey };
    const detail = { ...envelope, orchestrationId, sectionId, completionPercentage, overallPercentage, movesProject };
    try {
      await ports.publish([{ name: 'design.progress.updated', detail }]);
    } catch (error) {
      // Progress is a courtesy; the work must not fail for it.
      ports.logger.warn('progress not told', error instanceof Error ? error : String(error));
    }
  };
}
