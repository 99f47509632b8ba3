import { DefinitionError, ServiceError } from '../../kernel/errors.ts';
import { readEach } from '../../kernel/read-each.ts';
import type { Resource } from '../../kernel/resource.ts';
import { InvalidScheduleError, parseSchedule } from '../../kernel/schedule-expression.ts';
import type { Archives } from './archives.ts';
import { writeTags } from './operations/tags.ts';
import { checkTarget } from './operations/targets.ts';
import { toArchive, toBus, toRule } from './resources.ts';
import type { RuleInput, TargetInput } from './rule.ts';
import { DELIVERABLE } from './send.ts';
import { compile, type EventsState } from './state.ts';

const of = (resources: readonly Resource[], type: string) => resources.filter((resource) => resource.type === type);

/**
 * Makes buses, rules, targets and archives what the definitions say; what the API made at run time stays.
 * @throws DefinitionError for a rule that EventBridge would refuse, or with a target this backend does not deliver to.
 */
export function applyDefinitions(state: EventsState, archives: Archives, resources: readonly Resource[]): void {
  const buses = of(resources, 'AWS::Events::EventBus').map(toBus);
  const rules = readEach(of(resources, 'AWS::Events::Rule'), (resource) => {
    const wanted = toRule(resource);
    checkRule(resource, wanted, state);
    return wanted;
  });
  const wantedArchives = readEach(of(resources, 'AWS::Events::Archive'), (resource) => {
    const archive = toArchive(resource);
    checkPattern(resource, archive.pattern);
    return archive;
  });

  for (const { name, settings } of buses) {
    const policy = state.hasBus(name) ? state.bus(name).settings.Policy : undefined;
    state.saveBus(name, true, { ...settings, ...(policy !== undefined && { Policy: policy }) });
  }
  for (const rule of state.rules()) {
    if (rule.ofApp && !rules.some(({ rule: { bus, name } }) => bus === rule.bus && name === rule.name)) {
      state.removeRule(rule);
    }
  }
  for (const { name } of state.store.all('SELECT name FROM bus WHERE of_app = 1')) {
    if (!buses.some((bus) => bus.name === name)) state.removeBus(String(name));
  }
  for (const { rule, targets, tags } of rules) {
    const saved = state.saveRule(rule);
    const kept = new Set(targets.map(({ Id }) => Id));
    state.removeTargets(
      saved,
      saved.targets.map(({ Id }) => Id).filter((id) => !kept.has(id)),
    );
    state.saveTargets(saved, targets);
    writeTags(state, saved.arn, tags);
  }
  for (const archive of archives.all()) {
    if (archive.ofApp && !wantedArchives.some(({ name }) => name === archive.name)) archives.remove(archive.name);
  }
  for (const archive of wantedArchives) archives.save(archive);
}

function checkRule(resource: Resource, { rule, targets }: Wanted, state: EventsState): void {
  checkPattern(resource, rule.pattern);
  const { logicalId } = resource;
  if (rule.schedule !== undefined) {
    try {
      parseSchedule(rule.schedule, { isStrict: true });
    } catch (error) {
      if (!(error instanceof InvalidScheduleError)) throw error;
      const remedy = 'Write rate(…) or cron(…) with six fields, as EventBridge takes them.';
      throw new DefinitionError({ logicalId, property: 'ScheduleExpression', reason: error.message, remedy });
    }
  }
  for (const [index, target] of targets.entries()) {
    const property = `Targets.${index}`;
    const service = target.Arn.split(':')[2] ?? '';
    if (!DELIVERABLE.has(service)) {
      throw new DefinitionError({
        ...{ logicalId, property: `${property}.Arn` },
        reason: `the offline backend does not deliver events to ${service || target.Arn}`,
        remedy: 'Use a Lambda function, an SQS queue, another event bus or a log group as the target.',
      });
    }
    try {
      checkTarget(target, state.busArn(rule.bus));
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      throw new DefinitionError({
        logicalId,
        property,
        reason: error.message,
        remedy: 'EventBridge refuses it as well.',
      });
    }
  }
}

type Wanted = { rule: RuleInput; targets: TargetInput[] };

function checkPattern({ logicalId }: Resource, pattern: string | undefined): void {
  try {
    compile(pattern);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const remedy = 'EventBridge refuses the pattern as well: mend the place that is named.';
    throw new DefinitionError({ logicalId, property: 'EventPattern', reason: error.message, remedy });
  }
}
