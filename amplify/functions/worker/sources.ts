import { stepOfPath } from '#lib/domain/blueprint/path';
import type { Blueprint, Step } from '#lib/domain/blueprint/schema';
import { parseKey } from '#lib/domain/run/step-key';

/** Steps that a step takes values from. */
export function sourcesOf(step: Step): string[] {
  return [...new Set(pathsOf(step).flatMap((path) => stepOfPath(path) ?? []))];
}

/** The keys of their records, as far as the blueprint alone tells: those of a fan-out depend on its list. */
export function knownSourceKeys(definition: Blueprint, key: string): string[] {
  const step = definition.steps.find(({ id }) => id === parseKey(key).stepId);
  return step ? sourcesOf(step).filter((id) => !isFanOut(definition, id)) : [];
}

export function pathsOf(step: Step): string[] {
  const wired = Object.values(step.inputs).flatMap((wire) => ('from' in wire ? [wire.from] : []));
  return step.forEach ? [...wired, step.forEach.from] : wired;
}

export function isFanOut(definition: Blueprint, id: string): boolean {
  return definition.steps.some((step) => step.id === id && step.forEach !== undefined);
}
