import { cognito } from '../api.ts';
import {
  badge,
  button,
  card,
  confirm,
  copyable,
  dialog,
  empty,
  facts,
  field,
  form,
  h,
  heading,
  link,
  time,
  toast,
} from '../dom.ts';
import { opens } from '../opened.ts';
import { href } from '../route.ts';
import { table } from '../table.ts';
import type { Section, View } from '../view.ts';

type AttributeList = { Name: string; Value?: string }[];
type User = {
  Username: string;
  Attributes?: AttributeList;
  UserAttributes?: AttributeList;
  UserStatus: string;
  Enabled: boolean;
  UserCreateDate: number;
};
type Group = { GroupName: string };

const valueOf = ({ Attributes, UserAttributes }: User, name: string) =>
  (Attributes ?? UserAttributes ?? []).find(({ Name }) => Name === name)?.Value;
const nameOf = (user: User) => valueOf(user, 'email') ?? valueOf(user, 'phone_number') ?? user.Username;

const statusBadge = ({ Enabled, UserStatus }: User) =>
  Enabled
    ? badge(UserStatus === 'CONFIRMED' ? 'done' : 'waiting', UserStatus.toLowerCase().replaceAll('_', ' '))
    : badge('idle', 'disabled');

export const users: Section = {
  id: 'users',
  title: 'Users',
  async render(view) {
    const [, pool, user] = view.path;
    if (pool !== undefined) return user === undefined ? renderPool(view, pool) : renderUser(view, pool, user);
    const { UserPools } = await cognito<{ UserPools: { Id: string; Name: string }[] }>('ListUserPools', {
      MaxResults: 60,
    });
    const [only] = UserPools;
    if (UserPools.length === 1 && only) return renderPool(view, only.Id);
    view.show(
      heading('Users'),
      table(view, {
        name: 'user pools',
        rows: UserPools,
        empty: 'The app has no user pool.',
        open: ({ Id }) => href(['users', Id]),
        columns: [
          { key: 'name', title: 'User pool', value: ({ Name }) => Name },
          { key: 'id', title: 'Id', value: ({ Id }) => Id, cell: ({ Id }) => copyable(Id) },
        ],
      }),
    );
  },
};

async function allUsers(UserPoolId: string): Promise<User[]> {
  const found: User[] = [];
  let PaginationToken: string | undefined;
  do {
    const page = await cognito<{ Users: User[]; PaginationToken?: string }>('ListUsers', {
      UserPoolId,
      Limit: 60,
      ...(PaginationToken && { PaginationToken }),
    });
    found.push(...page.Users);
    PaginationToken = page.PaginationToken;
  } while (PaginationToken && found.length < 1000);
  return found;
}

const groupsOf = async (UserPoolId: string) =>
  (await cognito<{ Groups: Group[] }>('ListGroups', { UserPoolId, Limit: 60 })).Groups;

async function renderPool(view: View, pool: string): Promise<void> {
  const [found, groups] = await Promise.all([allUsers(pool), groupsOf(pool)]);
  view.show(
    heading(
      'Users',
      [],
      button(
        'New user',
        opens(view, 'dialog', 'new', () => create(view, pool)),
        { icon: 'add', kind: 'primary' },
      ),
    ),
    facts([
      ['User pool', copyable(pool)],
      [
        'Groups',
        groups.length > 0
          ? h(
              'span',
              { class: 'tags' },
              groups.map(({ GroupName }) => h('span', { class: 'tag' }, GroupName)),
            )
          : undefined,
      ],
    ]),
    table(view, {
      name: 'users',
      rows: found,
      sort: 'name',
      empty: 'Nobody signed up yet.',
      open: ({ Username }) => href(['users', pool, Username]),
      columns: [
        { key: 'name', title: 'User', value: (user) => nameOf(user) },
        {
          key: 'status',
          title: 'Status',
          value: (user) => `${user.UserStatus} ${user.Enabled ? '' : 'disabled'}`,
          cell: (user) => statusBadge(user),
        },
        {
          key: 'id',
          title: 'Username',
          minor: true,
          value: ({ Username }) => Username,
          cell: ({ Username }) => copyable(Username),
        },
        {
          key: 'created',
          title: 'Created',
          value: ({ UserCreateDate }) => UserCreateDate,
          cell: ({ UserCreateDate }) => time(UserCreateDate * 1000),
        },
      ],
    }),
  );
}

async function renderUser(view: View, UserPoolId: string, Username: string): Promise<void> {
  const who = { UserPoolId, Username };
  const [user, { Groups }, groups] = await Promise.all([
    cognito<User>('AdminGetUser', who),
    cognito<{ Groups: Group[] }>('AdminListGroupsForUser', who),
    groupsOf(UserPoolId),
  ]);
  const act =
    (operation: string, told: string, input = {}) =>
    async () => {
      await cognito(operation, { ...who, ...input });
      toast(told, 'done');
      await renderUser(view, UserPoolId, Username);
    };
  const name = nameOf(user);
  view.show(
    heading(
      name,
      [link(href(['users', UserPoolId]), 'Users')],
      user.UserStatus === 'UNCONFIRMED' &&
        button('Confirm', act('AdminConfirmSignUp', 'Confirmed.'), { kind: 'primary' }),
      button(
        'Set password',
        opens(view, 'dialog', 'password', () => setPassword(view, who)),
      ),
      button('Sign out everywhere', act('AdminUserGlobalSignOut', 'Signed out everywhere.')),
      user.Enabled
        ? button('Disable', act('AdminDisableUser', 'Disabled.'))
        : button('Enable', act('AdminEnableUser', 'Enabled.')),
      button(
        'Delete',
        () =>
          confirm('Delete this user?', `${name} cannot sign in any more.`, 'Delete', async () => {
            await cognito('AdminDeleteUser', who);
            toast('Deleted.', 'done');
            location.hash = href(['users', UserPoolId]);
          }),
        { icon: 'trash', kind: 'danger' },
      ),
    ),
    h(
      'div',
      { class: 'cards' },
      card(
        'User',
        facts([
          ['Status', statusBadge(user)],
          ['Username', copyable(Username)],
          ['Created', time(user.UserCreateDate * 1000)],
        ]),
      ),
      card(
        'Attributes',
        facts((user.UserAttributes ?? []).map(({ Name, Value = '' }) => [Name, h('code', {}, Value)] as const)),
      ),
      card(
        'Groups',
        groups.length === 0 && empty('The pool has no groups.'),
        groups.map(({ GroupName }) => {
          const isIn = Groups.some((each) => each.GroupName === GroupName);
          const box = h('input', {
            type: 'checkbox',
            checked: isIn,
            onchange: act(
              isIn ? 'AdminRemoveUserFromGroup' : 'AdminAddUserToGroup',
              isIn ? `No longer in ${GroupName}.` : `Now in ${GroupName}.`,
              { GroupName },
            ),
          });
          return h('label', { class: 'check' }, box, GroupName);
        }),
      ),
    ),
  );
}

function setPassword(view: View, who: { UserPoolId: string; Username: string }): HTMLDialogElement {
  const password = h('input', { type: 'text', class: 'code', required: true, autocomplete: 'off' });
  const lasting = h('input', { type: 'checkbox', checked: true });
  return dialog('Set a password', (close) =>
    form(
      [
        field('Password', password),
        h('label', { class: 'check' }, lasting, 'Lasting; otherwise it must be changed at the next sign-in'),
        h('footer', {}, button('Set', undefined, { kind: 'primary', submit: true })),
      ],
      async () => {
        await cognito('AdminSetUserPassword', { ...who, Password: password.value, Permanent: lasting.checked });
        close();
        toast('The password is set.', 'done');
        await renderUser(view, who.UserPoolId, who.Username);
      },
    ),
  );
}

function create(view: View, UserPoolId: string): HTMLDialogElement {
  const email = h('input', { type: 'email', required: true, autocomplete: 'off' });
  const password = h('input', { type: 'text', class: 'code', autocomplete: 'off' });
  return dialog('New user', (close) =>
    form(
      [
        field('E-mail', email),
        field('Password', password, 'Empty: a temporary one is mailed, see Mailbox.'),
        h('footer', {}, button('Create', undefined, { kind: 'primary', submit: true })),
      ],
      async () => {
        const who = { UserPoolId, Username: email.value };
        const attributes = [
          { Name: 'email', Value: email.value },
          { Name: 'email_verified', Value: 'true' },
        ];
        await cognito('AdminCreateUser', {
          ...who,
          UserAttributes: attributes,
          ...(password.value && { MessageAction: 'SUPPRESS' }),
        });
        close();
        if (password.value)
          await cognito('AdminSetUserPassword', { ...who, Password: password.value, Permanent: true });
        toast('Created.', 'done');
        await renderPool(view, UserPoolId);
      },
    ),
  );
}
