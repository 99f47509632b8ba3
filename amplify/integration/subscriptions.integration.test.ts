import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoUsers } from '../seed/demo.ts';
import { access, isCustom, mayAsk } from './access-table.ts';
import { type Person, personOf } from './people.ts';
import { Connection } from './realtime.ts';
import { completeRecords, plant, secretOf } from './records.ts';
import { type Operation, readOperations, requestOf, type Samples } from './schema.ts';
import { asService } from './services.ts';
import { brokenTokens } from './tokens.ts';

const projects = { demo: 'matrix-project-of-demo', other: 'matrix-project-of-other' } as const;
const organizations = ['demo', 'other'] as const;
type Organization = (typeof organizations)[number];

const operations = new Map<string, Operation>();
const people = new Map<string, Person>();
const connections: Connection[] = [];

const open = async (token: string | undefined) => {
  const connection = await Connection.open(token);
  if (connection) connections.push(connection);
  return connection;
};

const opened = async (email: string) => {
  const connection = await open(people.get(email)?.accessToken);
  if (!connection) throw new Error(`${email} was not let in.`);
  return connection;
};

beforeAll(async () => {
  for (const operation of await readOperations()) operations.set(operation.field.name, operation);
  for (const organization of organizations) {
    const records = completeRecords(organization, projects[organization]);
    for (const [model, Item] of Object.entries(records)) await plant(model, Item);
  }
  for (const { email } of demoUsers) people.set(email, await personOf(email));
});
afterAll(() => {
  for (const connection of connections) connection.close();
});

const request = (name: string, samples: Samples) => {
  const operation = operations.get(name);
  if (!operation) throw new Error(`${name} is in the table, but not in the schema.`);
  return requestOf(operation, samples);
};

const start = async (connection: Connection, name: string, samples: Samples) => {
  const { query, variables } = request(name, samples);
  const id = `${name} ${JSON.stringify(samples)}`;
  const answer = await connection.start(id, query, variables);
  return { id, type: answer.type, text: JSON.stringify(answer.payload ?? null) };
};

const subscriptions = [...access].filter(([name]) => name.startsWith('on'));

describe.each(demoUsers)('$role of $organization', ({ email, role, organization }) => {
  it('is let into what the table permits, and told why not of the rest', async () => {
    const connection = await opened(email);
    for (const [name, rule] of subscriptions) {
      const isPermitted = mayAsk({ role, organization }, rule, 'demo');
      const answer = await start(connection, name, {
        ...{ organization: 'demo', projectId: projects.demo, runId: projects.demo },
      });
      expect(`${name} ${answer.type}`).toBe(`${name} ${isPermitted ? 'start_ack' : 'error'}`);
      if (!isPermitted) expect(answer.text).toContain(isCustom(name) ? 'NotFound' : 'Unauthorized');
      expect(answer.text).not.toContain(secretOf('demo'));
    }
  });
});

it('nobody is let in without a good token', async () => {
  const broken = await brokenTokens(await personOf('developer@demo.test'));
  for (const [what, token] of [['no token', undefined] as const, ...broken]) {
    expect(`${what}: ${(await open(token)) ? 'let in' : 'refused'}`).toBe(`${what}: refused`);
  }
});

describe('what happens in an organization', () => {
  /** The mutation that a subscription follows. */
  const mutationOf = (name: string) => customMutations.get(name) ?? `${name.charAt(2).toLowerCase()}${name.slice(3)}`;
  const customMutations = new Map([
    ['onMessageDelta', 'publishMessageDelta'],
    ['onAssessmentCompleted', 'publishAssessmentCompletion'],
    ['onDesignProgress', 'publishDesignProgress'],
    ['onRunEvent', 'saveRun'],
  ]);

  /** Has a service do it, on a record of the organization; `update` and `delete` find the one that was created. */
  const happen = async (name: string, organization: Organization, id: string) => {
    const mutation = mutationOf(name);
    const isCustomMutation = customMutations.has(name);
    const text = secretOf(organization);
    const texts = { name: text, message: text, delta: text, subject: text, currentTask: text, title: text };
    const keys = {
      id,
      correlationId: id,
      projectId: isCustomMutation ? projects[organization] : id,
      runId: isCustomMutation ? projects[organization] : id,
      blueprintId: id,
      knowledgeBaseId: id,
      documentId: id,
      sessionId: id,
      agentId: id,
      action: 'watched',
    };
    // It is part of a blueprint's key; anything else never moves to another organization.
    const moved = mutation.startsWith('update') && mutation !== 'updateBlueprint' ? {} : { organization };
    // Nothing of the indexer's work: it would let go of what waits for a document that is not there, or was deleted above.
    const unrelated = { knowledgeBaseId: `base-of-${id}`, documentId: `document-of-${id}`, status: 'INDEXED' };
    const ofSource = mutation.endsWith('KnowledgeSource') ? unrelated : {};
    const ofRun = mutation === 'saveRun' ? { version: 1, state: '{}', steps: JSON.stringify({ watched: id }) } : {};
    const samples = { ...texts, ...keys, ...moved, ...ofSource, ...ofRun, timestamp: '2026-11-21T09:00:00.000Z' };
    const { query, variables } = request(mutation, samples);
    const { errors } = await asService('administrator', query, variables);
    expect(errors).toBeUndefined();
  };

  it('reaches the subscribers of that organization and no others', async () => {
    const listeners = { demo: await opened('developer@demo.test'), other: await opened('developer@other.test') };
    const bound = subscriptions.filter(([, rule]) => rule.people !== 'everybody').map(([name]) => name);
    const started = new Map<string, string>();
    for (const name of bound) {
      for (const organization of organizations) {
        // Nothing but what the protocol asks for: the backend alone keeps the organizations apart.
        const samples = isCustom(name) ? { projectId: projects[organization], runId: projects[organization] } : {};
        const { id, type } = await start(listeners[organization], name, samples);
        expect(`${name} ${type}`).toBe(`${name} start_ack`);
        started.set(`${name} ${organization}`, id);
      }
    }
    const ids = { demo: `watched-${crypto.randomUUID()}`, other: `watched-${crypto.randomUUID()}` };
    // The other organization's comes last: by the time it has arrived, a stray one of the first would have, too.
    for (const name of bound)
      for (const organization of organizations) await happen(name, organization, ids[organization]);
    for (const name of bound) {
      for (const organization of organizations) {
        const id = started.get(`${name} ${organization}`) ?? '';
        const received = await listeners[organization].receive(id, ids[organization]);
        const text = received.join();
        // The life of a project is audited by itself.
        const own = received.filter((one) => one.includes(ids[organization]) && !one.includes('"action":"project.'));
        expect(own).toHaveLength(1);
        const another = organization === 'demo' ? 'other' : 'demo';
        expect(text).not.toContain(`"organization":"${another}"`);
        expect(text).not.toContain(secretOf(another));
        expect(text).not.toContain(ids[another]);
      }
    }
  });
});
