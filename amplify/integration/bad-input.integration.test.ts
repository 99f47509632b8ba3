import { beforeAll, describe, expect, it } from 'vitest';
import { history, replyTo, send } from './conversation.ts';
import { naughtyTexts } from './naughty-texts.ts';
import { graphql, newProject, outputs, type Person, personOf } from './people.ts';
import { recordsOf } from './records.ts';

let manager: Person;
let projectId: string;
beforeAll(async () => {
  manager = await personOf('pm@demo.test');
  projectId = await newProject(manager, 'demo', 'Bad input');
});

const createProject = (input: Record<string, unknown>) =>
  graphql(
    manager,
    `mutation($input: CreateProjectInput!) { createProject(input: $input) { id name description requirements } }`,
    { input: { organization: 'demo', ...input } },
  );

const refusedNames = {
  empty: '',
  blank: ' \t ',
  'not there': undefined,
  'of no-break spaces': '\u00a0\u2003',
  'with a null byte': 'a\u0000b',
  'with a bell': 'a\u0007b',
  'with a line break': 'two\nlines',
  'with an escape sequence': '\u001b[31mred',
  'with a delete character': 'a\u007f',
  'with a C1 control character': 'a\u0085b',
  'with a line separator': 'a\u2028b',
  'turning the direction of what follows': 'report\u202efdp.exe',
  'isolating a direction': 'a\u2066b',
  'of 201 characters': 'x'.repeat(201),
  'of 201 emoji': '😀'.repeat(201),
  'of a megabyte': 'x'.repeat(900_000),
};

describe('a project’s name', () => {
  it.each(Object.entries(refusedNames))('%s is refused, and nothing is stored', async (_, name) => {
    const before = (await recordsOf('Project')).length;
    const { data, errors } = await createProject(name === undefined ? {} : { name });
    expect(data?.createProject ?? null).toBeNull();
    if (name === undefined) expect(errors?.[0]?.message).toContain('name');
    else expect(errors).toMatchObject([{ errorType: 'ValidationError', errorInfo: { field: 'name' } }]);
    expect(await recordsOf('Project')).toHaveLength(before);
  });

  it.each([...naughtyTexts, 'x'.repeat(200), '😀'.repeat(200)])('is kept exactly: %s', async (name) => {
    const { data, errors } = await createProject({ name, description: name, requirements: name });
    expect(errors).toBeUndefined();
    expect(data?.createProject).toMatchObject({ name, description: name, requirements: name });
  });
});

it.each([
  ['description', 'x'.repeat(2001)],
  ['description', 'a\u0000b'],
  ['requirements', 'x'.repeat(20_001)],
  ['requirements', 'a\u001bb'],
])('a project’s %s that is too long or holds control characters is refused', async (field, value) => {
  const { errors } = await createProject({ name: 'Fine', [field]: value });
  expect(errors).toMatchObject([{ errorType: 'ValidationError', errorInfo: { field } }]);
});

const say = (message: string, more: Record<string, unknown> = {}) =>
  graphql(
    manager,
    `mutation($projectId: ID!, $agentId: String!, $message: String!, $sessionId: ID, $idempotencyKey: String, $questionId: String) {
      sendMessageToAgent(projectId: $projectId, agentId: $agentId, message: $message, sessionId: $sessionId,
        idempotencyKey: $idempotencyKey, questionId: $questionId) { id message } }`,
    { projectId, agentId: 'assessment', message, ...more },
  );

describe('a message', () => {
  const refused = {
    empty: '',
    blank: ' \n\t ',
    'with a null byte': 'a\u0000b',
    'with an escape sequence': '\u001b[2J',
    'with a C1 control character': 'a\u009bb',
    'of more than 32 KB': 'x'.repeat(32 * 1024 + 1),
    'of more than 32 KB in bytes, not in characters': '😀'.repeat(8 * 1024 + 1),
    'of almost a megabyte': 'x'.repeat(1_000_000),
  };

  it.each(Object.entries(refused))('%s is refused, and nothing is stored', async (_, message) => {
    const before = await history(manager, projectId);
    const { data, errors } = await say(message);
    expect(data?.sendMessageToAgent ?? null).toBeNull();
    expect(errors).toMatchObject([{ errorType: 'ValidationError', errorInfo: { field: 'message' } }]);
    expect(await history(manager, projectId)).toEqual(before);
  });

  it('beyond what a request may hold is refused as a whole', async () => {
    const { status, data, errors } = await say('x'.repeat(1_100_000));
    expect([status, data ?? null]).toEqual([413, null]);
    expect(errors?.[0]?.message).toMatch(/large/);
  });

  it.each([
    ['agentId', 'assess ment'],
    ['agentId', ''],
    ['agentId', '__proto__\u0000'],
    ['sessionId', '<script>'],
    ['idempotencyKey', 'x'.repeat(256)],
    ['idempotencyKey', 'a\u0000b'],
    ['idempotencyKey', ''],
    ['questionId', '"; drop'],
  ])('with a malformed %s (%j) is refused', async (field, value) => {
    const { errors } = await say('Hello', { [field]: value });
    expect(errors).toMatchObject([{ errorType: 'ValidationError', errorInfo: { field } }]);
  });

  it.each(['nobody', '__proto__', 'constructor', 'design'])('to the unknown agent %s is refused', async (agentId) => {
    const { errors } = await say('Hello', { agentId });
    expect(errors).toMatchObject([{ errorType: 'NotFound', errorInfo: { field: 'agentId' } }]);
  });

  it('is stored exactly and answered, whatever it holds', async () => {
    const anotherId = await newProject(manager, 'demo', 'Naughty texts');
    const replies = [];
    for (const message of naughtyTexts) {
      const { id } = await send(manager, { projectId: anotherId, message });
      replies.push((await replyTo(manager, anotherId, id)).messageType);
    }
    expect(new Set(replies)).toEqual(new Set(['AGENT']));
    const said = (await history(manager, anotherId)).filter(({ messageType }) => messageType === 'USER');
    expect(said.map(({ message }) => message).reverse()).toEqual(naughtyTexts);
  });

  it('of 32 KB to the byte is taken and answered', async () => {
    const message = 'We have about 40 TB of data. '
      .repeat(1200)
      .slice(0, 32 * 1024)
      .trimEnd()
      .padEnd(32 * 1024, '.');
    const { id } = await send(manager, { projectId, message });
    expect((await replyTo(manager, projectId, id)).messageType).toBe('AGENT');
  });
});

describe('a request', () => {
  const post = async (body: string, headers: Record<string, string> = {}) => {
    const response = await fetch(outputs.data.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: manager.accessToken, ...headers },
      body,
    });
    return { status: response.status, text: await response.text() };
  };
  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  const profile = 'getCurrentUserProfile { userId }';
  const doubling = Array.from({ length: 30 }, (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`).join(
    ' ',
  );
  const query = (text: string) => JSON.stringify({ query: text });

  const bombs = {
    'without a body': '',
    'that is no JSON': '{"query": ',
    'that is a list of operations': JSON.stringify([{ query: `{ ${profile} }` }, { query: `{ ${profile} }` }]),
    'whose query is no text': '{"query": 7}',
    'with a syntax error': query('query { getCurrentUserProfile {'),
    'for a field that does not exist': query('{ dropTables }'),
    'nested a hundred thousand levels deep in its body': nested(100_000),
    'nested deeply in its variables': `{"query":"query { ${profile} }","variables":${nested(50_000)}}`,
    'nested deeply in its query': query(`${'{ getCurrentUserProfile '.repeat(5000)}${'}'.repeat(5000)}`),
    'deeper than any page needs': query(
      `{ __schema { types { ${'fields { type { '.repeat(12)} name ${'} } '.repeat(12)} } } }`,
    ),
    'with a thousand aliases': query(`{ ${Array.from({ length: 1000 }, (_, n) => `a${n}: ${profile}`).join(' ')} }`),
    'whose fragments double thirty times': query(`{ ...F0 } ${doubling} fragment F30 on Query { ${profile} }`),
    'whose fragments go round in circles': query('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'),
    'with too many words': query(`{ ${`${profile} `.repeat(20_000)} }`),
    'of more than a megabyte': query(`{ ${profile} } ${'#'.repeat(1_100_000)}`),
  };

  it.each(Object.entries(bombs))('%s is refused with a reason, and nothing of the inside', async (_, body) => {
    const { text } = await post(body);
    const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: { message: string }[] };
    expect(data ?? null).toBeNull();
    expect(errors?.[0]?.message).toMatch(/\w{4,}/);
    expect(text).not.toMatch(/node:|node_modules|\/work|\.ts:\d|SQLITE|at \w+ \(/);
  });

  it('is answered after all of these', async () => {
    expect(JSON.parse((await post(query(`{ ${profile} }`))).text)).toHaveProperty('data.getCurrentUserProfile.userId');
  });
});
