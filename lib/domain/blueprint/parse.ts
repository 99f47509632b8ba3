import type { AgentCatalogue } from './catalogue.ts';
import { checkSteps } from './check-steps.ts';
import { cyclesOf, describeCycle } from './cycles.ts';
import { factTextBytes } from './facts.ts';
import { dependenciesOf, initialPaths, watchedPaths } from './graph.ts';
import type { Blueprint, BlueprintIssue } from './schema.ts';
import { readShape } from './shape.ts';

/** Bytes that facts may take in the state of a run, their paths included. */
const factsMaxBytes = 30_000;

/** Names the gate of a run's budget, so that no step can have it. */
const reservedId = 'budget';

export type ParsedBlueprint =
  | { readonly ok: true; readonly blueprint: Blueprint }
  | { readonly ok: false; readonly issues: readonly BlueprintIssue[] };

/** Checks a definition of any origin, whole; every issue says where it is. Never throws. */
export function parseBlueprint(definition: unknown, catalogue: AgentCatalogue): ParsedBlueprint {
  const blueprint = readShape(definition);
  if (!('steps' in blueprint)) return { ok: false, issues: blueprint };
  const issues = [
    ...checkIds(blueprint),
    ...checkSteps(blueprint, catalogue),
    ...checkCycles(blueprint),
    ...checkFacts(blueprint),
  ];
  return issues.length === 0 ? { ok: true, blueprint } : { ok: false, issues };
}

function checkIds({ steps }: Blueprint): BlueprintIssue[] {
  const first = new Map<string, number>();
  return steps.flatMap(({ id }, index): BlueprintIssue[] => {
    const path = `steps[${index}].id`;
    if (id === reservedId) return [{ path, code: 'malformed', message: `"${id}" is the gate of the run's budget.` }];
    const earlier = first.get(id);
    if (earlier !== undefined) {
      return [{ path, code: 'duplicate-step', message: `"${id}" is the id of steps[${earlier}] already.` }];
    }
    first.set(id, index);
    return [];
  });
}

function checkCycles(blueprint: Blueprint): BlueprintIssue[] {
  return cyclesOf(dependenciesOf(blueprint)).map((cycle) => ({
    path: `steps[${blueprint.steps.findIndex(({ id }) => id === cycle[0])}]`,
    code: 'cycle',
    message: describeCycle(cycle),
  }));
}

/** Every fact is taken for a text of full length: what it will be is not known before. */
function checkFacts(blueprint: Blueprint): BlueprintIssue[] {
  const paths = [...initialPaths(blueprint), ...Object.values(watchedPaths(blueprint)).flat()];
  const bytes = paths.reduce((sum, path) => sum + path.length + factTextBytes, 0);
  if (bytes <= factsMaxBytes) return [];
  const message = `Conditions and lists go by ${paths.length} values, more than a run has room for. Take fewer, or a blueprint for part of the steps.`;
  return [{ path: 'steps', code: 'too-large', message }];
}
