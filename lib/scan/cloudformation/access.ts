import type { RelationKind } from '../schema.ts';
import { entriesOf, type Node, onlyEntry } from '../syntax/node.ts';
import { effectsOf } from './access-effects.ts';
import type { Draft } from './draft.ts';
import { kindOfType, nameProperties } from './kinds.ts';
import { templateActions } from './policy-templates.ts';
import { mentionsOf } from './references.ts';
import type { Resource } from './template.ts';

/** What a principal may do to a resource, from a statement or a policy template. */
interface Grant {
  readonly owner: string;
  readonly to: string;
  readonly actions: readonly string[];
  readonly line: number;
}

/** Grants by the template, gathered while its resources are read. */
const grantsByDraft = new WeakMap<Draft, Grant[]>();

/** The policies of functions, state machines, roles, and policies that stand alone. */
export function readPolicies(resource: Resource, draft: Draft): void {
  const { evaluator } = draft;
  const { properties } = resource;
  const grants = grantsByDraft.get(draft) ?? [];
  grantsByDraft.set(draft, grants);
  for (const policy of evaluator.items(evaluator.at(properties, 'Policies'))) {
    const document = evaluator.at(policy, 'PolicyDocument') ?? policy;
    if (evaluator.at(document, 'Statement') === undefined) readPolicyTemplate(resource.id, policy, draft, grants);
    else readStatements(resource.id, document, draft, grants);
  }
  const own = evaluator.at(properties, 'PolicyDocument');
  if (own !== undefined) readStatements(resource.id, own, draft, grants);
}

function readStatements(owner: string, document: Node, draft: Draft, grants: Grant[]): void {
  const { evaluator } = draft;
  for (const statement of evaluator.items(evaluator.at(document, 'Statement'))) {
    if (evaluator.text(evaluator.at(statement, 'Effect')) === 'Deny') continue;
    const actions = evaluator.items(evaluator.at(statement, 'Action')).flatMap((each) => evaluator.text(each) ?? []);
    const resources = evaluator.at(statement, 'Resource');
    for (const mention of mentionsOf(resources)) {
      const target = draft.resourceOf(mention);
      if (target !== undefined) grants.push({ owner, to: target.id, actions, line: mention.line });
    }
    for (const item of evaluator.items(resources)) {
      const to = byPhysicalName(evaluator.text(item), draft);
      if (to !== undefined) grants.push({ owner, to, actions, line: item.line });
    }
  }
}

/** The component that an ARN names literally: `arn:aws:dynamodb:…:table/orders`, with what stands behind it cut off. */
function byPhysicalName(arn: string | undefined, draft: Draft): string | undefined {
  const rest = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(.+)$/.exec(arn ?? '')?.[1];
  if (rest === undefined) return undefined;
  const parts = rest.split(/[:/]/);
  for (const { id, type, properties } of draft.template.resources.values()) {
    const property = nameProperties[type];
    if (property === undefined || type.startsWith('AWS::IAM::')) continue;
    const name = draft.evaluator.text(draft.evaluator.at(properties, property));
    if (name !== undefined && parts.includes(name)) return id;
  }
  return undefined;
}

/** `DynamoDBCrudPolicy: {TableName: !Ref Table}`. */
function readPolicyTemplate(owner: string, policy: Node, draft: Draft, grants: Grant[]): void {
  const named = onlyEntry(policy);
  if (named === undefined || !named[0].endsWith('Policy')) return;
  const [name, { value }] = named;
  for (const [, argument] of entriesOf(value)) {
    for (const mention of mentionsOf(argument.value)) {
      const target = draft.resourceOf(mention);
      if (target !== undefined)
        grants.push({ owner, to: target.id, actions: templateActions(name), line: mention.line });
    }
  }
}

/**
 * Grants become relations: of the resource that states them, and of whoever assumes the role they belong to. What the
 * actions would do is a guess until code is seen doing it.
 */
export function finishAccess(draft: Draft): void {
  const grants = grantsByDraft.get(draft) ?? [];
  const holders = holdersOf(draft);
  for (const { owner, to, actions, line } of grants) {
    draft.relate({ from: owner, to, kind: 'grants', line });
    const target = draft.template.resources.get(to);
    if (target === undefined) continue;
    const effects = effectsOf(actions, kindOfType(target.type));
    for (const holder of holders(owner)) {
      if (holder !== owner) draft.relate({ from: holder, to, kind: 'grants', line, confidence: 0.9 });
      for (const kind of effects) relateEffect(draft, holder, to, kind, line);
    }
  }
}

function relateEffect(draft: Draft, from: string, to: string, kind: RelationKind, line: number): void {
  draft.relate({ from, to, kind, line, confidence: 0.6 });
}

/** Who acts with what a role, a policy or a function was granted. */
function holdersOf(draft: Draft): (owner: string) => readonly string[] {
  const { evaluator, template } = draft;
  const byRole = new Map<string, string[]>();
  const rolesOfPolicy = new Map<string, string[]>();
  const push = (map: Map<string, string[]>, key: string, id: string) => map.set(key, [...(map.get(key) ?? []), id]);
  for (const { id, type, properties } of template.resources.values()) {
    if (/^AWS::IAM::(?:Managed|Role)?Policy$/.test(type)) {
      for (const property of ['Roles', 'RoleName']) {
        for (const role of evaluator.items(evaluator.at(properties, property))) {
          const found = draft.resource(role);
          if (found !== undefined) push(rolesOfPolicy, id, found.id);
        }
      }
    } else if (type === 'AWS::IAM::Role') {
      for (const arn of evaluator.items(evaluator.at(properties, 'ManagedPolicyArns'))) {
        const found = draft.resource(arn);
        if (found !== undefined) push(rolesOfPolicy, found.id, id);
      }
    } else {
      for (const property of ['Role', 'RoleArn', 'ServiceRoleArn', 'TaskRoleArn']) {
        const role = draft.resource(evaluator.at(properties, property));
        if (role?.type === 'AWS::IAM::Role') push(byRole, role.id, id);
      }
    }
  }
  return (owner) => {
    const type = template.resources.get(owner)?.type ?? '';
    if (type === 'AWS::IAM::Role') return byRole.get(owner) ?? [];
    if (type.startsWith('AWS::IAM::'))
      return (rolesOfPolicy.get(owner) ?? []).flatMap((role) => byRole.get(role) ?? []);
    return [owner];
  };
}
