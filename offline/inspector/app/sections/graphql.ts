import { cognito, get, type Json, rest } from '../api.ts';
import { badge, block, button, card, choice, empty, field, form, h, heading, link, notice } from '../dom.ts';
import { duration, pretty } from '../format.ts';
import { exampleOf, type Field, INTROSPECTION, type Schema, type Type, typeName } from '../graphql-schema.ts';
import type { Graph } from '../kinds.ts';
import { href } from '../route.ts';
import { table } from '../table.ts';
import type { Section, View } from '../view.ts';

type Caller = 'iam' | 'user' | 'key' | 'token';
const CALLERS = [
  ['iam', 'the administrator (IAM)'],
  ['user', 'a user, by password'],
  ['token', 'a user, by token'],
  ['key', 'an API key'],
] as const;
const CLIENT = 'offline-inspector';

/** Kept while the page is open: never in the address. */
const typed = {
  query: 'query {\n  __typename\n}',
  variables: '{}',
  caller: 'iam',
  email: '',
  password: '',
  secret: '',
};

export const graphql: Section = {
  id: 'graphql',
  title: 'GraphQL',
  async render(view) {
    const { nodes } = await get<Graph>('graph');
    const apis = nodes.filter(({ type }) => type === 'AWS::AppSync::GraphQLApi');
    if (apis.length === 0) return view.show(heading('GraphQL'), empty('The app has no GraphQL API.'));
    const chosen = apis.find(({ id }) => id === view.query.api) ?? apis[0];
    const { attributes } = await get<{ attributes: { GraphQLUrl?: string } }>('resource', { id: chosen?.id ?? '' });
    const path = new URL(attributes.GraphQLUrl ?? '/graphql', location.href).pathname;
    const introspected = await ask(path, { query: INTROSPECTION }, await headersOf('iam'));
    const schema = (introspected.body as { data?: { __schema?: Schema } }).data?.__schema;
    const query = h('textarea', { class: 'code', rows: 14, spellcheck: 'false' });
    query.value = typed.query;
    view.show(
      heading(
        'GraphQL',
        [],
        apis.length > 1 &&
          choice(
            apis.map(({ id, logicalId }) => [id, logicalId] as const),
            chosen?.id ?? '',
            (api) => {
              view.keep({ api });
              return graphql.render(view);
            },
          ),
      ),
      h('div', { class: 'cards' }, ...runner(path, query)),
      schema
        ? schemaTable(view, schema, query)
        : notice('failed', 'The schema could not be read.', JSON.stringify(introspected.body)),
    );
  },
};

function runner(path: string, query: HTMLTextAreaElement): HTMLElement[] {
  const variables = h('textarea', { class: 'code', rows: 4, spellcheck: 'false' });
  variables.value = typed.variables;
  const answer = h('div', { 'aria-live': 'polite' }, empty('Nothing was asked yet. Ctrl-Enter runs the query.'));
  const secrets = h('div', { class: 'row-of-fields' });
  const email = h('input', { type: 'email', value: typed.email, autocomplete: 'off' });
  const password = h('input', { type: 'password', value: typed.password, autocomplete: 'off' });
  const secret = h('input', { type: 'text', class: 'code', value: typed.secret, autocomplete: 'off' });
  const showSecrets = (caller: string) => {
    typed.caller = caller;
    secrets.replaceChildren(
      ...(caller === 'user'
        ? [
            field('E-mail', email),
            field('Password', password, `Signs in through an app client “${CLIENT}” that is made for it.`),
          ]
        : caller === 'key' || caller === 'token'
          ? [field(caller === 'key' ? 'API key' : 'Id or access token', secret)]
          : []),
    );
  };
  const caller = choice(CALLERS, typed.caller, showSecrets);
  showSecrets(typed.caller);
  const element = form(
    [
      field('Query', query),
      field('Variables', variables),
      field('As', caller),
      secrets,
      h('div', { class: 'buttons' }, button('Run', undefined, { icon: 'play', kind: 'primary', submit: true })),
    ],
    async () => {
      Object.assign(typed, {
        query: query.value,
        variables: variables.value,
        email: email.value,
        password: password.value,
        secret: secret.value,
      });
      const asked = { query: query.value, variables: JSON.parse(variables.value || '{}') as unknown };
      const headers = await headersOf(typed.caller as Caller);
      const began = performance.now();
      const { body, traceId, status } = await ask(path, asked, headers);
      const failed = status >= 400 || 'errors' in body;
      answer.replaceChildren(
        h(
          'div',
          { class: 'buttons' },
          badge(failed ? 'failed' : 'done', failed ? 'errors' : 'done'),
          h('span', { class: 'faint' }, duration(performance.now() - began)),
          link(href(['traces', traceId]), 'Trace'),
        ),
        block(pretty(JSON.stringify(body)), 'Answer'),
      );
    },
  );
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) element.requestSubmit();
  });
  return [card('Query', element), card('Answer', answer)];
}

type Answer = { body: Json; traceId: string; status: number };

async function ask(
  path: string,
  body: object,
  { unsigned, headers }: { unsigned: boolean; headers: Record<string, string> },
): Promise<Answer> {
  const random = [...crypto.getRandomValues(new Uint8Array(12))]
    .map((each) => each.toString(16).padStart(2, '0'))
    .join('');
  const traceId = `1-${Math.floor(Date.now() / 1000).toString(16)}-${random}`;
  const response = await rest({
    ...{ service: 'appsync', method: 'POST', path, unsigned, body: JSON.stringify(body) },
    headers: { 'content-type': 'application/json', 'x-amzn-trace-id': `Root=${traceId}`, ...headers },
  });
  return { body: (await response.json()) as Json, traceId, status: response.status };
}

async function headersOf(caller: Caller): Promise<{ unsigned: boolean; headers: Record<string, string> }> {
  switch (caller) {
    case 'iam':
      return { unsigned: false, headers: {} };
    case 'key':
      return { unsigned: true, headers: { 'x-api-key': typed.secret } };
    case 'token':
      return { unsigned: true, headers: { authorization: typed.secret } };
    case 'user':
      return { unsigned: true, headers: { authorization: await signIn(typed.email, typed.password) } };
  }
}

/** An access token by the Admin flow, which needs a client that allows it. */
async function signIn(USERNAME: string, PASSWORD: string): Promise<string> {
  const { UserPools } = await cognito<{ UserPools: { Id: string }[] }>('ListUserPools', { MaxResults: 1 });
  const UserPoolId = UserPools[0]?.Id;
  const { UserPoolClients } = await cognito<{ UserPoolClients: { ClientId: string; ClientName: string }[] }>(
    'ListUserPoolClients',
    { UserPoolId, MaxResults: 60 },
  );
  const known = UserPoolClients.find(({ ClientName }) => ClientName === CLIENT);
  const made = known
    ? undefined
    : await cognito<{ UserPoolClient: { ClientId: string } }>('CreateUserPoolClient', {
        UserPoolId,
        ClientName: CLIENT,
        ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      });
  const ClientId = known?.ClientId ?? made?.UserPoolClient.ClientId;
  const { AuthenticationResult, ChallengeName } = await cognito<{
    AuthenticationResult?: { AccessToken: string };
    ChallengeName?: string;
  }>('AdminInitiateAuth', {
    ...{ UserPoolId, ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME, PASSWORD } },
  });
  if (!AuthenticationResult)
    throw new Error(`The sign-in asks for ${ChallengeName ?? 'more'}; sign in elsewhere and use the token.`);
  return AuthenticationResult.AccessToken;
}

type SchemaRow = { type: Type; root?: string; name: string; gives: string; args: string; field?: Field };

function schemaTable(view: View, schema: Schema, query: HTMLTextAreaElement): HTMLElement {
  const roots: [string | undefined, string][] = [
    [schema.queryType?.name, 'query'],
    [schema.mutationType?.name, 'mutation'],
    [schema.subscriptionType?.name, 'subscription'],
  ];
  const rows = schema.types
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type): SchemaRow[] => {
      const root = roots.find(([name]) => name === type.name)?.[1];
      const own = (type.fields ?? type.inputFields ?? []).map((each) => ({
        type,
        root,
        name: each.name,
        gives: typeName(each.type),
        args: (each.args ?? []).map((arg) => `${arg.name}: ${typeName(arg.type)}`).join(', '),
        field: each,
      }));
      return own.length > 0
        ? own
        : [
            {
              type,
              root,
              name: type.name,
              gives: (type.enumValues ?? []).map((each) => each.name).join(' | ') || type.kind.toLowerCase(),
              args: '',
              field: undefined,
            },
          ];
    });
  rows.sort((left, right) => rank(left) - rank(right));
  return h(
    'section',
    {},
    table(view, {
      name: 'schema',
      rows,
      empty: 'The schema is empty.',
      open: (row) => () => {
        if (!row.field || !row.root) return;
        query.value = exampleOf(schema, row.root, row.field);
        query.focus();
        query.scrollIntoView({ block: 'center' });
      },
      columns: [
        { key: 'field', title: 'Field', value: ({ name }) => name, cell: ({ name }) => h('code', {}, name) },
        { key: 'of', title: 'Of', value: ({ type, root }) => root ?? type.name },
        { key: 'gives', title: 'Type', value: ({ gives }) => gives, cell: ({ gives }) => h('code', {}, gives) },
        {
          key: 'args',
          title: 'Arguments',
          minor: true,
          value: ({ args }) => args,
          cell: ({ args }) => h('code', {}, args || '–'),
        },
      ],
    }),
  );
}

const ORDER = ['query', 'mutation', 'subscription'];
const rank = ({ root }: SchemaRow): number => (root === undefined ? ORDER.length : ORDER.indexOf(root));
