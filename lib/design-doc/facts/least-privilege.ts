import type { Component } from '#lib/scan/schema';
import type { Inline, Phrase } from '../content.ts';
import { mono } from '../content.ts';
import type { DesignContext } from '../context.ts';
import type { SectionId } from '../sections.ts';
import { componentElement, eventElement, patternElement, relationElement } from './element-facts.ts';

/** The resource of a publication whose bus the source does not name. */
export const anyBus = 'the bus it publishes to';

export interface Need {
  readonly action: string;
  readonly resource: string;
  readonly mark: Inline | null;
}

export interface Rights {
  readonly granted: readonly Phrase[];
  readonly needed: readonly Need[];
  /** Granted actions that stand for more than the code uses. */
  readonly excess: readonly string[];
  readonly statement: readonly {
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
  }[];
}

const transactions: Readonly<Record<string, readonly string[]>> = {
  TransactWriteItems: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'],
  TransactGetItems: ['dynamodb:GetItem'],
};

/** Actions that a relation from code to a component of a kind takes. */
const actionsOf: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  bucket: { reads: ['s3:GetObject'], writes: ['s3:PutObject'] },
  queue: { publishes: ['sqs:SendMessage'], writes: ['sqs:SendMessage'] },
  topic: { publishes: ['sns:Publish'] },
  bus: { publishes: ['events:PutEvents'] },
  function: { invokes: ['lambda:InvokeFunction'] },
  'state-machine': { invokes: ['states:StartExecution'], triggers: ['states:StartExecution'] },
  secret: { reads: ['secretsmanager:GetSecretValue'] },
  parameter: { reads: ['ssm:GetParameter'] },
  stream: { publishes: ['kinesis:PutRecord'], writes: ['kinesis:PutRecord'] },
};

function needsOf({ index, claims }: DesignContext, section: SectionId, id: string): Need[] {
  const onStores = index.patternsOf(id).flatMap(({ store, pattern }) => {
    const found = claims.cite(section, patternElement(store.id, pattern), 'exists');
    const resource = pattern.index ? `${store.id}/index/${pattern.index}` : store.id;
    return (transactions[pattern.operation] ?? [`dynamodb:${pattern.operation}`]).map((action) => ({
      action,
      resource,
      mark: found?.mark ?? null,
    }));
  });
  const stored = new Set(index.patternsOf(id).map(({ store }) => store.id));
  const onOthers = index.outgoing(id).flatMap(({ from, kind, to }) => {
    const actions = stored.has(to) ? [] : (actionsOf[index.component(to)?.kind ?? '']?.[kind] ?? []);
    const found = actions.length > 0 ? claims.cite(section, relationElement(from, kind, to), 'exists') : null;
    return actions.map((action) => ({ action, resource: to, mark: found?.mark ?? null }));
  });
  const published = index.model.events.find(({ producer }) => producer === id);
  const isBusKnown = onOthers.some(({ action }) => action === 'events:PutEvents');
  const found =
    published && !isBusKnown
      ? claims.cite(section, eventElement(published.name, published.producer, published.consumer), 'exists')
      : null;
  const onBus = found ? [{ action: 'events:PutEvents', resource: anyBus, mark: found.mark }] : [];
  return [
    ...new Map([...onStores, ...onOthers, ...onBus].map((need) => [`${need.action} ${need.resource}`, need])).values(),
  ];
}

/** The function itself, its role, and the policies attached to either. */
function policyHolders({ index }: DesignContext, component: Component): Component[] {
  const isOf = (id: string, ...kinds: Component['kind'][]) => kinds.includes(index.component(id)?.kind ?? 'other');
  const own = index.outgoing(component.id, 'assumes', 'depends-on', 'grants').map(({ to }) => to);
  const roles = own.filter((id) => isOf(id, 'role'));
  const policies = [
    ...own.filter((id) => isOf(id, 'policy')),
    ...roles.flatMap((id) => index.outgoing(id, 'depends-on', 'grants').map(({ to }) => to)),
    ...roles.flatMap((id) => index.incoming(id, 'grants', 'depends-on').map(({ from }) => from)),
  ].filter((id) => isOf(id, 'policy'));
  const holders = [...roles, ...policies].flatMap((id) => index.component(id) ?? []);
  return [component, ...new Set(holders)];
}

/** Services whose calls the scan sees in code, so that a granted action that no code calls is worth a look. */
const seenServices = /^(?:dynamodb|sqs|sns|events|lambda|states|s3):/;

/** Granted actions that the code that was read does not take; wildcards stand for more than anything takes. */
function excessOf(granted: readonly string[], needed: readonly Need[]): string[] {
  const used = new Set(needed.map(({ action }) => action));
  const actions = granted.flatMap(
    (text) => text.match(/\b[a-z0-9-]+:[A-Za-z*]+|^\*$|"\*"|\b(?:AdministratorAccess|\w+FullAccess)\b/g) ?? [],
  );
  return [...new Set(actions)].filter((action) => {
    if (/Access$|^"?\*"?$/.test(action) || action.endsWith(':*')) return true;
    return needed.length > 0 && seenServices.test(action) && !used.has(action) && action !== 'dynamodb:DescribeTable';
  });
}

const policyProperty =
  /(?:^|\.)Policies$|Policies\.\d+$|(?:^|\.)Policies\..*(?:Action|Policy|NotAction)(?:\.\d+)?$|PolicyDocument\..*Action(?:\.\d+)?$|ManagedPolicyArns(?:\.\d+)?$/;

/** A policy as it is read: actions of a list or a statement without what is around them, a managed one by its name. */
function policyText(text: string): string {
  const actions =
    /Action:\s*\[?([^\]}]+?)\]?,\s*Resource/.exec(text)?.[1] ?? text.replace(/^\[|\]$/g, '').replaceAll('"', '');
  return actions.replace(/arn:aws:iam::aws:policy\/(?:service-role\/)?/g, '').replace(/,(?=\S)/g, ', ');
}

/** What a function may do, by its role and policies, beside what its code does. */
export function leastPrivilege(context: DesignContext, section: SectionId, component: Component): Rights {
  const { claims, index } = context;
  const stated = policyHolders(context, component).flatMap((holder) =>
    holder.properties
      .filter(({ name }) => policyProperty.test(name) && !/AssumeRole/.test(name))
      .flatMap(({ name }) => {
        const found = claims.cite(section, componentElement(holder.id), name);
        return found ? [{ text: found.value, mark: found.mark }] : [];
      }),
  );
  const byRelation = index.outgoing(component.id, 'grants').flatMap(({ from, kind, to }) => {
    const found = claims.cite(section, relationElement(from, kind, to), 'exists');
    return found ? [{ text: `access to ${to}`, mark: found.mark }] : [];
  });
  const granted = [...stated, ...byRelation]
    .slice(0, 12)
    .map(({ text, mark }): Phrase => [mono(policyText(text)), mark]);
  const needed = needsOf(context, section, component.id);
  const excess = excessOf(
    stated.map(({ text }) => text),
    needed,
  );
  const byResource = new Map<string, string[]>();
  for (const { action, resource } of needed) byResource.set(resource, [...(byResource.get(resource) ?? []), action]);
  const statement = [...byResource].map(([resource, actions]) => ({
    Effect: 'Allow' as const,
    Action: [...new Set(actions)],
    Resource: [`<ARN of ${resource}>`],
  }));
  return { granted, needed, excess, statement };
}
