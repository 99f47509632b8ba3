import type { Blueprint, BlueprintIssue } from '../blueprint/schema.ts';

/** What an issue is about: a step by its id and one of its fields, or the blueprint itself. */
interface IssuePlace {
  readonly stepId?: string;
  /** As in `inputs.brief` or `retry.attempts`; empty for the whole. */
  readonly field: string;
}

export function placeOfIssue({ steps }: Pick<Blueprint, 'steps'>, path: string): IssuePlace {
  const [, index, field = ''] = /^steps\[(\d+)\]\.?(.*)$/s.exec(path) ?? [];
  if (index === undefined) return { field: path };
  const stepId = steps[Number(index)]?.id;
  return stepId === undefined ? { field: path } : { stepId, field };
}

/** The issues of a field and of what lies within it. */
export function issuesAt(
  blueprint: Pick<Blueprint, 'steps'>,
  issues: readonly BlueprintIssue[],
  { stepId, field }: { readonly stepId: string | null; readonly field: string },
): readonly BlueprintIssue[] {
  return issues.filter(({ path }) => {
    const place = placeOfIssue(blueprint, path);
    if ((place.stepId ?? null) !== stepId) return false;
    return place.field === field || place.field.startsWith(`${field}.`) || place.field.startsWith(`${field}[`);
  });
}
