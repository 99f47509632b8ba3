import { aliasExists, invalidParameter, notAuthorized } from './faults.ts';
import type { AttributeSchema } from './settings.ts';
import type { Client, CognitoState, Pool } from './state.ts';
import { type Alias, findByAlias, signInAliases, type User } from './users.ts';

export type AttributeInput = { Name: string; Value?: string | undefined };

type PoolAttribute = AttributeSchema & Required<Pick<AttributeSchema, 'AttributeDataType' | 'Mutable' | 'Required'>>;

const STANDARD: readonly AttributeSchema[] = [
  { Name: 'sub', Mutable: false, StringAttributeConstraints: { MinLength: '1', MaxLength: '2048' } },
  ...['name', 'given_name', 'family_name', 'middle_name', 'nickname', 'preferred_username', 'profile', 'picture'].map(
    (Name) => ({ Name }),
  ),
  ...['website', 'email', 'gender', 'zoneinfo', 'locale', 'phone_number', 'address'].map((Name) => ({ Name })),
  { Name: 'birthdate', StringAttributeConstraints: { MinLength: '10', MaxLength: '10' } },
  { Name: 'email_verified', AttributeDataType: 'Boolean' },
  { Name: 'phone_number_verified', AttributeDataType: 'Boolean' },
  { Name: 'updated_at', AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '0' } },
  { Name: 'identities' },
];
const STANDARD_NAMES = new Set(STANDARD.map(({ Name }) => Name));

/** All attributes of a pool with their constraints, custom ones under their full name. */
export function attributeSchemas({ settings }: Pool): PoolAttribute[] {
  const own = new Map(settings.Schema.map((schema) => [fullName(schema), schema]));
  const merged = STANDARD.map((standard) => ({ ...standard, ...own.get(standard.Name) }));
  const custom = [...own].filter(([name]) => !STANDARD_NAMES.has(name)).map(([Name, schema]) => ({ ...schema, Name }));
  return [...merged, ...custom].map((schema) => ({
    ...schema,
    AttributeDataType: schema.AttributeDataType ?? 'String',
    Mutable: schema.Mutable ?? true,
    Required: schema.Required ?? schema.Name === 'sub',
  }));
}

const fullName = ({ Name, DeveloperOnlyAttribute }: AttributeSchema) =>
  STANDARD_NAMES.has(Name) || /^(custom|dev):/.test(Name)
    ? Name
    : `${DeveloperOnlyAttribute ? 'dev:' : ''}custom:${Name}`;

/**
 * Checks new values against the pool's schema. An update may not touch immutable attributes; creation needs the
 * required ones.
 * @throws ServiceError InvalidParameterException naming each attribute
 */
export function checkAttributes(
  pool: Pool,
  attributes: readonly AttributeInput[],
  purpose: 'sign-up' | 'creation' | 'update',
): void {
  const schemas = new Map(attributeSchemas(pool).map((schema) => [schema.Name, schema]));
  const problems: string[] = [];
  for (const { Name, Value = '' } of attributes) {
    const schema = schemas.get(Name);
    if (!schema) problems.push(`Type for attribute {${Name}} could not be determined`);
    else if (Name === 'sub' || (purpose === 'update' && !schema.Mutable)) {
      throw invalidParameter(`user.${Name}: Attribute cannot be updated.\n`);
    } else problems.push(...violations(schema, Value));
  }
  if (purpose === 'sign-up') {
    const given = new Set(attributes.filter(({ Value }) => Value).map(({ Name }) => Name));
    for (const { Name, Required } of schemas.values()) {
      if (Required && Name !== 'sub' && !given.has(Name)) problems.push(`${Name}: The attribute is required`);
    }
  }
  if (problems.length > 0) {
    throw invalidParameter(`Attributes did not conform to the schema: ${problems.join('\n')}\n`);
  }
}

function violations(schema: PoolAttribute, value: string): string[] {
  const { Name } = schema;
  if (value === '') return [];
  if (Name === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value))
    throw invalidParameter('Invalid email address format.');
  if (Name === 'phone_number' && !/^\+\d{1,15}$/.test(value)) throw invalidParameter('Invalid phone number format.');
  switch (schema.AttributeDataType) {
    case 'Number': {
      const { MinValue, MaxValue } = schema.NumberAttributeConstraints ?? {};
      if (!/^-?\d+(\.\d+)?$/.test(value)) return [`${Name}: Attribute value is not a number`];
      const tooSmall = MinValue !== undefined && Number(value) < Number(MinValue);
      const tooLarge = MaxValue !== undefined && Number(value) > Number(MaxValue);
      return tooSmall || tooLarge ? [`${Name}: Number not in range`] : [];
    }
    case 'Boolean':
      return /^(true|false)$/i.test(value) ? [] : [`${Name}: Attribute value is not a boolean`];
    case 'DateTime':
      return Number.isNaN(Date.parse(value)) ? [`${Name}: Attribute value is not a date`] : [];
    case 'String': {
      const { MinLength = '0', MaxLength = '2048' } = schema.StringAttributeConstraints ?? {};
      const fits = value.length >= Number(MinLength) && value.length <= Number(MaxLength);
      return fits ? [] : [`${Name}: String must be between ${MinLength} and ${MaxLength} characters long`];
    }
  }
}

/** @throws ServiceError NotAuthorizedException when the app client may not write one of them. */
export function checkWritable({ settings }: Client, names: readonly string[]): void {
  const isForbidden = (name: string) =>
    /^(email|phone_number)_verified$/.test(name) ||
    name.startsWith('dev:') ||
    (settings.WriteAttributes !== undefined && !settings.WriteAttributes.includes(name));
  if (names.some(isForbidden)) {
    throw notAuthorized('A client attempted to write unauthorized attribute');
  }
}

/** @throws ServiceError AliasExistsException when another user already signs in by one of these values. */
export function checkAliasesFree(
  state: CognitoState,
  pool: Pool,
  user: User,
  attributes: readonly AttributeInput[],
): void {
  for (const alias of signInAliases(pool)) {
    const value = attributes.find(({ Name }) => Name === alias)?.Value;
    const holder = value ? findByAlias(state, pool, alias, value) : undefined;
    if (holder && holder.sub !== user.sub) throw aliasExists(alias);
  }
}

/** Sets values; an empty one removes the attribute, as AWS does. */
export function assignAttributes(user: User, attributes: readonly AttributeInput[]): void {
  for (const { Name, Value } of attributes) {
    if (Value === undefined || Value === '') removeAttributes(user, [Name]);
    else user.attributes[Name] = /_verified$/.test(Name) ? Value.toLowerCase() : Value;
  }
}

export function removeAttributes(user: User, names: readonly string[]): void {
  user.attributes = Object.fromEntries(Object.entries(user.attributes).filter(([name]) => !names.includes(name)));
}

/** Turns "a username that is an e-mail address or number" into the attribute it stands for. */
export function aliasOfUsername({ settings }: Pool, username: string): Alias | undefined {
  const { UsernameAttributes } = settings;
  if (UsernameAttributes.length === 0) return undefined;
  if (UsernameAttributes.includes('email') && /^[^\s@]+@[^\s@]+$/.test(username)) return 'email';
  if (UsernameAttributes.includes('phone_number') && /^\+\d{1,15}$/.test(username)) return 'phone_number';
  const expected =
    UsernameAttributes.length > 1
      ? 'either an email or a phone number.'
      : UsernameAttributes.includes('email')
        ? 'an email.'
        : 'a phone number.';
  throw invalidParameter(`Username should be ${expected}`);
}
