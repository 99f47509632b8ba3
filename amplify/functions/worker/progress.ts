import { designSectionIds } from '#lib/domain/design/section-ids';
import { eventSchemaVersion } from '#lib/domain/events/registry';
import type { WorkerPorts } from './ports.ts';
import type { Work } from './work.ts';

/** Tells the bus how far a design's sections are; other agents' progress nobody asks for. */
export function tellProgress(
  work: Pick<Work, 'message' | 'step'>,
  ports: Pick<WorkerPorts, 'publish' | 'logger'>,
): (section: string, percent: number) => Promise<void> {
  const { runId: orchestrationId, organization, projectId, correlationId, key, attempt } = work.message;
  const sections = new Map<string, number>(designSectionIds.map((id) => [id, 0]));
  return async (sectionId, percent) => {
    if (work.step.agent !== 'design') return;
    const completionPercentage = Math.round(Math.min(100, Math.max(0, percent)));
    sections.set(sectionId, completionPercentage);
    const overallPercentage = Math.floor([...sections.values()].reduce((sum, share) => sum + share, 0) / sections.size);
    const idempotencyKey = `${orchestrationId}:${key}:${attempt}:${sectionId}:${completionPercentage}`;
    const envelope = { schemaVersion: eventSchemaVersion, organization, projectId, correlationId, idempotencyKey };
    const detail = { ...envelope, orchestrationId, sectionId, completionPercentage, overallPercentage };
    try {
      await ports.publish([{ name: 'design.progress.updated', detail }]);
    } catch (error) {
      // Progress is a courtesy; the work must not fail for it.
      ports.logger.warn('progress not told', error instanceof Error ? error : String(error));
    }
  };
}
