import type { ComponentKind, RelationKind } from '../schema.ts';
import { child, entriesOf, itemsOf, textOf } from '../syntax/node.ts';
import type { Draft } from './draft.ts';
import { kindOfType } from './kinds.ts';
import { type Mention, mentionsOf } from './references.ts';
import { relationKindOf } from './relation-kinds.ts';
import type { Resource } from './template.ts';

/** Where an API names who says that a caller is who it claims to be. */
const AUTHORIZER_PATH =
  /^(?:Auth\.|UserPoolConfig|AdditionalAuthenticationProviders|LambdaAuthorizerConfig|OpenIDConnectConfig)/;

/** Keys with what stands behind a key's value encrypted. */
const KEY_PATH = /Kms|EncryptionKey|SSESpecification|KeyId|EncryptionConfiguration/i;

/** What attributes beside the properties mention, such as an update policy its alarms. */
function attributeMentions({ node }: Resource): Mention[] {
  return [...entriesOf(node)].flatMap(([key, { value }]) => (key === 'Properties' ? [] : mentionsOf(value)));
}

/** Where who is mentioned acts on who mentions it. */
function turnedKind(from: ComponentKind, to: ComponentKind, path: string): RelationKind | undefined {
  if (to === 'key' && KEY_PATH.test(path)) return 'encrypts';
  if ((to === 'user-pool' || to === 'function') && from === 'api' && AUTHORIZER_PATH.test(path)) return 'authorizes';
  return path === 'AuthorizerId' ? 'authorizes' : undefined;
}

/** Every mention of another resource becomes a relation, of the kind that its place tells. */
export function relateMentions(resource: Resource, draft: Draft): void {
  const from = kindOfType(resource.type);
  for (const mention of [...mentionsOf(resource.properties), ...attributeMentions(resource)]) {
    const target = draft.resourceOf(mention);
    const { path, line } = mention;
    if (mention.imported !== undefined) {
      const name = draft.evaluator.text(mention.imported);
      const kind = relationKindOf({ from, type: resource.type, path, to: 'other' });
      if (name !== undefined) draft.relate({ from: resource.id, to: { kind: 'export', name }, kind, line });
      continue;
    }
    if (target === undefined) {
      if (!draft.template.parameters.has(mention.name)) continue;
      const kind = relationKindOf({ from, type: resource.type, path, to: 'other' });
      const to = { kind: 'parameter', file: draft.file, name: mention.name } as const;
      draft.pending.push({
        from: { kind: 'id', id: resource.id },
        to,
        kind,
        source: draft.source(line),
        confidence: 0.9,
      });
      continue;
    }
    const to = kindOfType(target.type);
    const kind = relationKindOf({ from, type: resource.type, path, to });
    draft.relate({ from: resource.id, to: target.id, kind, line });
    const turned = turnedKind(from, to, path.join('.'));
    if (turned !== undefined) draft.relate({ from: target.id, to: resource.id, kind: turned, line });
  }
  const order = child(resource.node, 'DependsOn');
  for (const item of order?.kind === 'list' ? itemsOf(order) : order === undefined ? [] : [order]) {
    const target = draft.template.resources.get(textOf(item) ?? '');
    if (target !== undefined) draft.relate({ from: resource.id, to: target.id, kind: 'depends-on', line: item.line });
  }
}
