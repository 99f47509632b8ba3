import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { requestFor, type Samples } from './access-samples.ts';
import { eventually, send } from './conversation.ts';
import { type Answer, administrator, graphql, newProject, outputs, type Person, personOf } from './people.ts';
import { subscribe } from './subscription.ts';

const people = {
  admin: 'admin@demo.test',
  project_manager: 'pm@demo.test',
  architect: 'architect@demo.test',
  developer: 'developer@demo.test',
  'project_manager of another organization': 'pm@other.test',
} as const;
type Who = keyof typeof people | 'nobody';
const everybody: Who[] = [
  'admin',
  'project_manager',
  'architect',
  'developer',
  'project_manager of another organization',
  'nobody',
];
const own: Who[] = ['admin', 'project_manager', 'architect', 'developer'];
const managers: Who[] = ['admin', 'project_manager'];
const talkers: Who[] = ['admin', 'project_manager', 'architect'];

/** Who gets an answer, by the name of the operation. What is not listed fails, so a new one must be thought about. */
const permitted: readonly (readonly [RegExp, readonly Who[]])[] = [
  [/^(create|update|delete)Project$/, managers],
  [
    /^(create|update|delete)(Organization|ChatSession|ConversationMessage|AgentStatus|Agent|Artifact|AuditEvent|Assessment)$/,
    [],
  ],
  [/^publish/, []],
  [/^(get|list)Agents?$/, everybody.filter((person) => person !== 'nobody')],
  [/^getCurrentUserProfile$/, everybody.filter((person) => person !== 'nobody')],
  [/^sendMessageToAgent$/, talkers],
  [/^(getConversationHistory|getAssessmentProgress|generateReportDownloadUrl)$/, own],
  [/^get(Organization|Project|ChatSession|ConversationMessage|AgentStatus|Artifact|AuditEvent|Assessment)$/, own],
  [/^list(Organization|Project|ChatSession|ConversationMessage|AgentStatuse|Artifact|AuditEvent|Assessment)s$/, own],
  [/By(Organization|Project|ProjectAndAgent|Session)$/, own],
];

const projectId = 'access-matrix-project';
const samples: Samples = {
  organization: 'demo',
  id: projectId,
  projectId,
  sessionId: projectId,
  agentId: 'assessment',
  name: 'Access matrix',
  message: 'hello',
};

const signedIn = new Map<Who, Person>();
let schema: GraphQLSchema;

const as = (who: Who, query: string, variables: Record<string, unknown> = {}) =>
  graphql(signedIn.get(who) ?? null, query, variables);

beforeAll(async () => {
  for (const who of everybody) if (who !== 'nobody') signedIn.set(who, await personOf(people[who]));
  const { data } = await as('admin', getIntrospectionQuery());
  schema = buildClientSchema(z.custom<IntrospectionQuery>((value) => typeof value === 'object').parse(data));
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(administrator));
  const now = '2026-11-21T08:00:00.000Z';
  const common = { ...samples, createdAt: now, updatedAt: now, timestamp: now, occurredAt: now, lastUpdate: now };
  for (const [model, TableName] of Object.entries(outputs.custom.tableNames)) {
    if (model === 'Agent') continue;
    const zero = { technical: 0, governance: 0, business: 0, commercial: 0 };
    const more: Record<string, unknown> =
      model === 'Project'
        ? { status: 'CREATED', progressVersion: 0 }
        : model === 'Assessment'
          ? { progress: zero }
          : {};
    const fields = { messageType: 'USER', correlationId: 'c', version: 1, size: 1, kind: 'report', key: 'k' };
    const enums = { contentType: 'text/plain', sha256: 'x', action: 'a', subject: 's', state: {}, status: 'IDLE' };
    const Item = { ...common, ...fields, ...enums, 'agentId#timestamp': `assessment#${now}`, ...more };
    await documents.send(new PutCommand({ TableName, Item }));
  }
});

/** Whether anything of the demo organization came back. */
function sees({ data }: Answer): boolean {
  const text = JSON.stringify(Object.values(data ?? {}));
  return /"organization":"demo"|"projectId":"access-matrix-project"|"userId":"|"purpose":"/.test(text);
}

/** A refusal; in custom operations another organization's things do not exist. */
const refusals = ['Unauthorized', 'NotFound', 'UnauthorizedException'];

function outcomeOf(answer: Answer): 'answered' | 'refused' | 'empty' {
  if (answer.errors?.some(({ errorType }) => refusals.includes(errorType ?? ''))) {
    return answer.errors.some(({ errorInfo }) => errorInfo?.code === 'REPORT_NOT_READY') ? 'answered' : 'refused';
  }
  if (answer.errors?.length) return 'answered';
  return sees(answer) ? 'answered' : 'empty';
}

const fieldsOf = (kind: 'query' | 'mutation' | 'subscription') => {
  const types = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  };
  return Object.values(types[kind]?.getFields() ?? {});
};

describe('every query and mutation of the schema', () => {
  it('answers exactly those whom the table names', async () => {
    const wrong: string[] = [];
    for (const kind of ['query', 'mutation'] as const) {
      for (const field of fieldsOf(kind)) {
        const rule = permitted.find(([pattern]) => pattern.test(field.name));
        if (!rule) {
          wrong.push(`${field.name} is not in the table`);
          continue;
        }
        // Deleting comes last in the schema's order for each model; a wrong person must not even try successfully.
        for (const person of [...everybody].reverse()) {
          if (field.name === 'deleteProject' && rule[1].includes(person)) continue;
          const { query, variables } = requestFor(kind, field, samples);
          const input = z.record(z.string(), z.unknown()).safeParse(variables.input);
          // A client may choose an id, but not the one that is taken.
          if (input.success && field.name === 'createProject') delete input.data.id;
          const outcome = outcomeOf(await as(person, query, input.success ? { input: input.data } : variables));
          const isPermitted = rule[1].includes(person);
          // A list that a person may ask for but not see into is empty; that is how generated lists refuse.
          if (isPermitted ? outcome !== 'answered' : outcome === 'answered')
            wrong.push(`${field.name}: ${person} was ${outcome}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('what goes on in an organization', () => {
  it('is told to its own people and to no others', async () => {
    const insider = signedIn.get('architect');
    const outsider = signedIn.get('project_manager of another organization');
    const manager = signedIn.get('project_manager');
    if (!insider || !outsider || !manager) throw new Error('nobody is signed in');
    const project = await newProject(manager, 'demo', 'Watched');
    const theirs = await newProject(outsider, 'other', 'Theirs');
    const everyMessage = 'subscription { onCreateConversationMessage { id organization projectId message } }';
    const deltas =
      'subscription($projectId: ID!) { onMessageDelta(projectId: $projectId) { organization projectId delta } }';
    const inside = [subscribe(insider, everyMessage), subscribe(insider, deltas, { projectId: project })];
    const outside = subscribe(outsider, everyMessage);
    const eavesdropping = subscribe(outsider, deltas, { projectId: project });
    await eventually('the refusal', async () => eavesdropping.errors[0]);
    await eventually('the subscriptions', async () => {
      await send(manager, { projectId: project, message: 'Is somebody listening?' });
      return inside.every(({ received }) => received.length > 0) || undefined;
    });
    // A message of their own marks the time by which the others would have come.
    await eventually('their own message', async () => {
      await send(outsider, { projectId: theirs, message: 'Only ours.' });
      return outside.received.length > 0 || undefined;
    });
    expect(JSON.stringify(outside.received)).not.toContain(project);
    expect(eavesdropping.received).toEqual([]);
    for (const { stop } of [...inside, outside, eavesdropping]) stop();
  });
});
