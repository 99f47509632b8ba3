import { isIP } from 'node:net';
import { GraphQLError, type GraphQLScalarTypeConfig, Kind, type ValueNode } from 'graphql';
import { isTooNested } from './json-nesting.ts';

type Config = Pick<GraphQLScalarTypeConfig<unknown, unknown>, 'serialize' | 'parseValue' | 'parseLiteral'>;

const OFFSET = '(?:Z|[+-]\\d{2}:\\d{2}(?::\\d{2})?)';
const TIME = '([01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,9})?)?';
const DATE_ONLY = new RegExp(`^\\d{4}-\\d{2}-\\d{2}${OFFSET}?$`);
const TIME_ONLY = new RegExp(`^${TIME}${OFFSET}?$`);
const DATE_TIME = new RegExp(`^\\d{4}-\\d{2}-\\d{2}T${TIME}${OFFSET}$`);
const EMAIL = /^[^\s@"(),:;<>[\\\]]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i;
const PHONE = /^\+?[\d\s().-]{3,24}$/;

/** Whether the first ten characters, of the form of a day, are one of the calendar: the 31st of April is none. */
function isDay(text: string): boolean {
  const day = twoDigits(text, 8);
  return day >= 1 && day <= daysOf(twoDigits(text, 0) * 100 + twoDigits(text, 2), twoDigits(text, 5));
}

const ZERO = 48;
const twoDigits = (text: string, at: number) => (text.charCodeAt(at) - ZERO) * 10 + (text.charCodeAt(at + 1) - ZERO);

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  if (month < 1 || month > 12) return 0;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const isEmail = (text: string) => EMAIL.test(text) && text.length <= 320;
const isDateTime = (text: string) => DATE_TIME.test(text) && isDay(text);

/** Digits of the whole number, with the optional plus of E.164 and the usual separators. */
function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, '').length;
  return PHONE.test(text) && digits >= 3 && digits <= 15;
}

function isAddress(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

const invalid = (value: unknown, name: string) =>
  new GraphQLError(`Unable to parse \`${String(value)}\` as a valid ${name}.`);

/** A scalar that travels as text and must have a form, on the way in and on the way out. */
function text(name: string, isValid: (text: string) => boolean): Config {
  const check = (value: unknown) => {
    if (typeof value !== 'string' || !isValid(value)) throw invalid(value, name);
    return value;
  };
  return {
    serialize: check,
    parseValue: check,
    parseLiteral: (node) => check(node.kind === Kind.STRING ? node.value : undefined),
  };
}

const timestamp: Config = {
  serialize: checkTimestamp,
  parseValue: checkTimestamp,
  parseLiteral: (node) => checkTimestamp(node.kind === Kind.INT ? Number(node.value) : undefined),
};

function checkTimestamp(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw invalid(value, 'AWSTimestamp');
  return value;
}

/** Resolvers see what the JSON says, not its text; clients get text. */
const json: Config = {
  serialize: (value) => (typeof value === 'string' && isJson(value) ? value : JSON.stringify(value)),
  parseValue: parseJson,
  parseLiteral: (node: ValueNode) => parseJson(node.kind === Kind.STRING ? node.value : undefined),
};

function parseJson(value: unknown): unknown {
  if (typeof value !== 'string' || isTooNested(value)) throw invalid(value, 'AWSJSON');
  try {
    return JSON.parse(value) as unknown;
  } catch {
    throw invalid(value, 'AWSJSON');
  }
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

/** AppSync's own scalars: how each is read, checked and written. */
export const AWS_SCALARS: Readonly<Record<string, Config>> = {
  AWSDate: text('AWSDate', (value) => DATE_ONLY.test(value) && isDay(value)),
  AWSTime: text('AWSTime', (value) => TIME_ONLY.test(value)),
  AWSDateTime: text('AWSDateTime', isDateTime),
  AWSTimestamp: timestamp,
  AWSEmail: text('AWSEmail', isEmail),
  AWSJSON: json,
  AWSURL: text('AWSURL', (value) => URL.canParse(value)),
  AWSPhone: text('AWSPhone', isPhone),
  AWSIPAddress: text('AWSIPAddress', isAddress),
};
