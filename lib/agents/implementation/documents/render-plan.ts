import { renderMarkdown } from '../../planning/render-markdown.ts';
import { planSchema } from '../../planning/schema.ts';
import type { ProjectModel } from '../project-types.ts';
import { toLine } from '../text/literals.ts';

/** `docs/plan.md`: the plan as the planning agent writes it, without characters that no reader can see. */
export function renderPlan({ plan }: ProjectModel): string {
  const lines: unknown = JSON.parse(
    JSON.stringify(plan, (_key, value: unknown) => (typeof value === 'string' ? toLine(value) : value)),
  );
  return renderMarkdown(planSchema.parse(lines));
}
