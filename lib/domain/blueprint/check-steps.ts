import type { AgentCatalogue } from './catalogue.ts';
import { fieldsOf, kindsOf, namesOf, partOf } from './json-schema.ts';
import { PathTypes, taskOf } from './path-types.ts';
import type { Blueprint, BlueprintIssue, Condition, Step, Wire } from './schema.ts';
import { TypeComparison, valueMismatch } from './type-mismatch.ts';

type Report = (path: string, code: BlueprintIssue['code'], message: string) => void;

/** Checks every step against the other steps and the agents' schemas. */
export function checkSteps(blueprint: Blueprint, catalogue: AgentCatalogue): readonly BlueprintIssue[] {
  const issues: BlueprintIssue[] = [];
  const types = new PathTypes(blueprint, catalogue);
  const comparison = new TypeComparison();
  const ids = new Set(blueprint.steps.map(({ id }) => id));
  for (const [index, step] of blueprint.steps.entries()) {
    const report: Report = (path, code, message) => issues.push({ path: `steps[${index}]${path}`, code, message });
    checkAgent(step, catalogue, report);
    for (const [place, id] of step.after.entries()) {
      if (!ids.has(id)) report(`.after[${place}]`, 'unknown-step', `There is no step "${id}".`);
    }
    checkList(step, types, report);
    if (step.when) checkCondition(step.when, '.when', { types, report });
    checkInputs(step, { catalogue, types, comparison, report });
  }
  return issues;
}

function checkAgent({ agent, task }: Step, catalogue: AgentCatalogue, report: Report): void {
  const described = Object.hasOwn(catalogue, agent) ? catalogue[agent] : undefined;
  if (!described) return report('.agent', 'unknown-agent', `There is no agent "${agent}" that does tasks.`);
  if (task === undefined || Object.hasOwn(described.tasks, task)) return;
  const tasks = Object.keys(described.tasks).join(', ');
  report('.task', 'unknown-task', `The agent "${agent}" has no task "${task}". It has ${tasks}.`);
}

function checkList({ forEach }: Step, types: PathTypes, report: Report): void {
  if (!forEach) return;
  const type = types.typeOf(forEach.from);
  if ('problem' in type) return report('.forEach.from', type.problem.code, type.problem.message);
  const kinds = type.found === 'unknown' ? undefined : kindsOf(type.found);
  if (kinds && !kinds.has('array')) {
    report('.forEach.from', 'not-a-list', `${forEach.from} is ${[...kinds].join(' or ')}, not a list.`);
  }
}

function checkCondition(condition: Condition, place: string, to: { types: PathTypes; report: Report }): void {
  if ('all' in condition) {
    for (const [index, part] of condition.all.entries()) checkCondition(part, `${place}.all[${index}]`, to);
  } else if ('any' in condition) {
    for (const [index, part] of condition.any.entries()) checkCondition(part, `${place}.any[${index}]`, to);
  } else if ('not' in condition) {
    checkCondition(condition.not, `${place}.not`, to);
  } else {
    const type = to.types.typeOf(condition.path);
    if ('problem' in type) to.report(`${place}.path`, type.problem.code, type.problem.message);
    else if (to.types.isWithinFanOut(condition.path)) {
      const message = 'Of the output of a step with a forEach, conditions know the length alone.';
      to.report(`${place}.path`, 'unknown-field', message);
    }
  }
}

interface InputChecks {
  readonly catalogue: AgentCatalogue;
  readonly types: PathTypes;
  readonly comparison: TypeComparison;
  readonly report: Report;
}

function checkInputs(step: Step, { catalogue, types, comparison, report }: InputChecks): void {
  const task = taskOf(step, catalogue);
  const input = task && { schema: task.input, root: task.input };
  for (const [name, wire] of Object.entries(step.inputs)) {
    const place = `.inputs.${name}`;
    const given = 'from' in wire ? types.typeOf(wire.from, step) : undefined;
    if (given && 'problem' in given) {
      report(place, given.problem.code, given.problem.message);
      continue;
    }
    const expected = input ? partOf(input, name) : 'unknown';
    const isNamed = !input || !fieldsOf(input).isClosed || namesOf(input).includes(name);
    if (expected === 'missing' || !isNamed) {
      report(place, 'unknown-field', `The task takes no "${name}". It takes ${listed(input ? namesOf(input) : [])}.`);
      continue;
    }
    if (expected === 'unknown') continue;
    const reason = given
      ? given.found !== 'unknown' && comparison.mismatch(given.found, expected)
      : valueMismatch(valueOf(wire), expected);
    if (reason) report(place, 'type-mismatch', `${sourceOf(wire)} is ${reason}.`);
  }
  const isThere = (name: string) => Object.hasOwn(step.inputs, name) || task?.given?.includes(name) === true;
  for (const name of input ? fieldsOf(input).required : []) {
    if (isThere(name)) continue;
    report(`.inputs.${name}`, 'missing-input', `The task needs "${name}", and nothing is wired to it.`);
  }
}

function valueOf(wire: Wire): unknown {
  return 'value' in wire ? wire.value : undefined;
}

function sourceOf(wire: Wire): string {
  return 'from' in wire ? wire.from : 'The value';
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.join(', ');
}
