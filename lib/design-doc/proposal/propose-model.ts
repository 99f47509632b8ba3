import type { Component, ComponentKind, Relation, RelationKind, Source, Store, SystemModel } from '#lib/scan/schema';
import type { DesignInput } from '../design-input.ts';
import { answerFolder } from '../facts/claim-book.ts';
import { knownAnswer } from '../questions/question-bank.ts';
import {
  camel,
  kebab,
  listed,
  nounOf,
  type Operation,
  pascal,
  plural,
  readUseCases,
  singular,
} from './read-use-cases.ts';

/** Why the proposal looks as it does; the document names these beside what they propose. */
export const proposalRules = {
  'operation-per-use-case': 'Each use case that someone starts is one operation with a function of its own.',
  'table-per-entity': 'Each stored thing is a table with its identifier as partition key, billed on demand.',
  'guarded-write':
    'Each create is on the condition that nothing is there yet, each update on the version that was read being the last.',
  'index-per-lookup': 'Each look-up by something other than the identifier is a global secondary index.',
  'event-with-dead-letters': 'Each announcement goes over one bus; each listener has a rule with a dead-letter queue.',
  'authorizer-on-api': 'What proves identity stands before every operation.',
} as const;

/** How sure a proposal is: somebody asked for it, nobody built it. */
const proposed = 0.3;

class Proposal {
  readonly components = new Map<string, Component>();
  readonly relations: Relation[] = [];
  readonly stores = new Map<string, Store>();
  readonly apis: SystemModel['apis'] = [];
  readonly events: SystemModel['events'] = [];

  component(id: string, kind: ComponentKind, type: string, source: Source, properties: Record<string, string> = {}) {
    if (this.components.has(id)) return;
    const list = Object.entries(properties).map(([name, value]) => ({ name, value, source }));
    this.components.set(id, { id, kind, type, name: id, properties: list, source, confidence: proposed });
  }

  relate(from: string, kind: RelationKind, to: string, source: Source) {
    this.relations.push({ from, to, kind, source, confidence: proposed });
  }
}

const at = (questionId: string, line = 1): Source => ({ file: `${answerFolder}${questionId}`, line });

function proposeTables(proposal: Proposal, input: DesignInput): void {
  const entities = knownAnswer(input, 'entities');
  for (const { text, line } of entities ? listed(entities.text.replaceAll(',', ';')) : []) {
    const [thing = '', key = 'id'] = text.split(/\s+(?:by|identified by|keyed by|with)\s+/i);
    const noun = nounOf(thing);
    if (noun) addTable(proposal, noun, camel(key.replace(/^(?:its|their|the)\s+/i, '')) || 'id', at('entities', line));
  }
}

function addTable(proposal: Proposal, noun: string, key: string, source: Source): Store {
  const id = `${pascal(plural(noun))}Table`;
  const known = proposal.stores.get(id);
  if (known) return known;
  proposal.component(id, 'table', 'AWS::DynamoDB::Table', source, { BillingMode: 'PAY_PER_REQUEST' });
  const keys: Store['keys'] = [{ name: key, role: 'HASH', type: 'S' }];
  const store: Store = { id, keys, indexes: [], accessPatterns: [], source, confidence: proposed };
  proposal.stores.set(id, store);
  return store;
}

function proposeOperations(proposal: Proposal, input: DesignInput): void {
  const stated = knownAnswer(input, 'use-cases');
  const isGraphql = /graphql|appsync/i.test(knownAnswer(input, 'api-style')?.text ?? '');
  for (const { line, noun, operation } of stated ? readUseCases(stated.text) : []) {
    if (!noun || !operation) continue;
    const source = at('use-cases', line);
    const store = addTable(proposal, noun, `${camel(noun)}Id`, source);
    const name = `${operation.prefix}${pascal(operation.isOfOne || operation.method === 'POST' ? noun : plural(noun))}`;
    proposal.component('Api', 'api', isGraphql ? 'AWS::AppSync::GraphQLApi' : 'AWS::ApiGatewayV2::Api', source);
    proposal.component(name, 'function', 'AWS::Lambda::Function', source);
    const path = isGraphql
      ? camel(name)
      : `/${kebab(plural(noun))}${operation.isOfOne ? `/{${store.keys[0]?.name ?? 'id'}}` : ''}`;
    const method = isGraphql ? operation.field : operation.method;
    if (proposal.apis.some((api) => api.method === method && api.path === path)) continue;
    proposal.apis.push({ method, path, target: name, source, confidence: proposed });
    proposal.relate('Api', 'invokes', name, source);
    proposal.relate(
      name,
      operation.store === 'GetItem' || operation.store === 'Query' ? 'reads' : 'writes',
      store.id,
      source,
    );
    const key = store.keys[0]?.name ?? 'id';
    store.accessPatterns.push({
      operation: operation.store === 'Query' ? 'Scan' : operation.store,
      index: null,
      keyCondition: conditionOf(operation.store, key),
      by: name,
      source,
      confidence: proposed,
    });
  }
}

function conditionOf(operation: Operation['store'], key: string): string | null {
  switch (operation) {
    case 'PutItem':
      return `attribute_not_exists(${key})`;
    case 'UpdateItem':
      return `${key} = :${key}, on the condition version = :version`;
    case 'GetItem':
    case 'DeleteItem':
      return `${key} = :${key}`;
    case 'Query':
      return null;
  }
}

function proposeLookups(proposal: Proposal, input: DesignInput): void {
  const stated = knownAnswer(input, 'access-patterns');
  for (const { text, line } of stated ? listed(stated.text) : []) {
    const match = /^(.+?)\s+by\s+(.+)$/i.exec(text);
    const noun = match?.[1] ? nounOf(match[1]) : null;
    if (!match || !noun) continue;
    const source = at('access-patterns', line);
    const store = addTable(proposal, noun, `${camel(noun)}Id`, source);
    const names = (match[2] ?? '')
      .split(/\s*,\s*|\s+and\s+/)
      .map((word) => camel(singular(word)))
      .filter(Boolean);
    const [hash, range] = names;
    if (!hash || hash === store.keys[0]?.name) continue;
    const index = `by${pascal(names.slice(0, 2).join(' '))}`;
    if (store.indexes.some(({ name }) => name === index)) continue;
    const keys: Store['keys'] = [{ name: hash, role: 'HASH', type: 'S' }];
    if (range) keys.push({ name: range, role: 'RANGE', type: 'S' });
    store.indexes.push({ name: index, keys });
    const reader = proposal.apis.find(({ target }) => target === `List${pascal(plural(noun))}`)?.target ?? null;
    const patterns = store.accessPatterns.filter((one) => !(one.by === reader && one.operation === 'Scan'));
    const keyCondition = `${hash} = :${hash}${range ? ` and ${range} between :from and :to` : ''}`;
    store.accessPatterns.splice(0, store.accessPatterns.length, ...patterns, {
      operation: 'Query',
      index,
      keyCondition,
      by: reader,
      source,
      confidence: proposed,
    });
  }
}

function proposeEvents(proposal: Proposal, input: DesignInput): void {
  const stated = knownAnswer(input, 'events');
  if (!stated || /^\W*(?:none|no|nothing)\b/i.test(stated.text)) return;
  for (const { text, line } of listed(stated.text)) {
    const [what = '', listeners = ''] = text.split(/\s*(?::|->|→|\bheard by\b|\bfor\b)\s*/i);
    const words = what.trim().split(/\s+/);
    const verb = words.pop()?.toLowerCase();
    if (!verb || words.length === 0) continue;
    const source = at('events', line);
    const name = `${kebab(words.join(' '))}.${verb}`;
    const noun = nounOf(words.join(' ')) ?? '';
    const prefix = /^(?:creat|plac|submit|add|register|open)/.test(verb) ? 'Create' : 'Update';
    const producer = proposal.apis.find(({ target }) => target === `${prefix}${pascal(noun)}`)?.target ?? null;
    proposal.component('EventBus', 'bus', 'AWS::Events::EventBus', source);
    if (producer) proposal.relate(producer, 'publishes', 'EventBus', source);
    const consumers = listeners
      .split(/\s*,\s*|\s+and\s+/)
      .map(pascal)
      .filter(Boolean);
    if (consumers.length === 0) proposal.events.push({ name, producer, consumer: null, source, confidence: proposed });
    for (const consumer of consumers) {
      const rule = `${pascal(name)}To${consumer}`;
      proposal.component(consumer, 'function', 'AWS::Lambda::Function', source);
      proposal.component(rule, 'rule', 'AWS::Events::Rule', source);
      proposal.component(`${consumer}DeadLetters`, 'queue', 'AWS::SQS::Queue', source);
      proposal.relate('EventBus', 'routes', rule, source);
      proposal.relate(rule, 'triggers', consumer, source);
      proposal.relate(rule, 'dead-letters', `${consumer}DeadLetters`, source);
      proposal.events.push({ name, producer, consumer, source, confidence: proposed });
    }
  }
}

function proposeIdentity(proposal: Proposal, input: DesignInput): void {
  const text = knownAnswer(input, 'authentication')?.text ?? '';
  if (!proposal.components.has('Api') || !/cognito|user pool|jwt|oidc|saml/i.test(text)) return;
  proposal.component('UserPool', 'user-pool', 'AWS::Cognito::UserPool', at('authentication'));
  proposal.relate('UserPool', 'authorizes', 'Api', at('authentication'));
}

/** A system that serves the stated use cases, made by the rules above and nothing else. Empty answers, empty model. */
export function proposeModel(input: DesignInput): SystemModel {
  const proposal = new Proposal();
  proposeTables(proposal, input);
  proposeOperations(proposal, input);
  proposeLookups(proposal, input);
  proposeEvents(proposal, input);
  proposeIdentity(proposal, input);
  return {
    components: [...proposal.components.values()],
    relations: proposal.relations,
    apis: proposal.apis,
    stores: [...proposal.stores.values()],
    events: proposal.events,
    findings: [],
    files: { scanned: 0, dialects: {}, unreadable: [] },
  };
}
