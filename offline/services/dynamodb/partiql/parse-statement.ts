import type { UpdateAction, UpdateOperand } from '../expressions/bind-update.ts';
import type { Path } from '../expressions/placeholders.ts';
import { invalid } from '../failures.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { checkValue } from '../values/check-value.ts';
import { parseWhere } from './parse-where.ts';
import { Reader } from './reader.ts';
import type { Returning, Statement } from './statement.ts';

/** Parses a PartiQL statement. @throws ServiceError ValidationException */
export function parseStatement(text: string, parameters: readonly AttributeValue[] = []): Statement {
  for (const parameter of parameters) checkValue(parameter);
  const reader = new Reader(text, parameters);
  const statement = parse(reader);
  reader.finish();
  return statement;
}

function parse(reader: Reader): Statement {
  if (reader.take('SELECT')) return parseSelect(reader);
  if (reader.take('INSERT')) return parseInsert(reader);
  if (reader.take('UPDATE')) return parseUpdate(reader);
  if (reader.take('DELETE')) {
    reader.expect('FROM');
    return { kind: 'delete', table: reader.name(), where: where(reader), returning: parseReturning(reader) };
  }
  if (reader.take('EXISTS')) {
    reader.expectSymbol('(');
    reader.expect('SELECT');
    const { table, ...select } = parseSelect(reader);
    reader.expectSymbol(')');
    return { kind: 'exists', table, where: 'where' in select ? select.where : undefined };
  }
  return reader.fail();
}

const where = (reader: Reader) => (reader.take('WHERE') ? parseWhere(reader) : undefined);

function parseSelect(reader: Reader): Statement {
  const columns = reader.takeSymbol('*') ? undefined : parseColumns(reader);
  reader.expect('FROM');
  const table = reader.name();
  const index = reader.takeSymbol('.') ? reader.name() : undefined;
  const condition = where(reader);
  let order: { attribute: string; isBackward: boolean } | undefined;
  if (reader.take('ORDER')) {
    reader.expect('BY');
    const attribute = reader.name();
    const isBackward = reader.take('DESC');
    if (!isBackward) reader.take('ASC');
    order = { attribute, isBackward };
  }
  return { kind: 'select', table, index, columns, where: condition, order };
}

function parseColumns(reader: Reader): { path: Path; name: string }[] {
  const columns: { path: Path; name: string }[] = [];
  do {
    const path = reader.path();
    const named = path.filter((step) => typeof step === 'string').at(-1) ?? '';
    columns.push({ path, name: reader.take('AS') ? reader.name() : named });
  } while (reader.takeSymbol(','));
  return columns;
}

function parseInsert(reader: Reader): Statement {
  reader.expect('INTO');
  const table = reader.name();
  reader.expect('VALUE');
  const { M: item } = reader.value();
  if (!item) throw invalid('INSERT takes a tuple as its value');
  return { kind: 'insert', table, item };
}

function parseUpdate(reader: Reader): Statement {
  const table = reader.name();
  const actions: UpdateAction[] = [];
  while (reader.is('SET') || reader.is('REMOVE')) {
    const isSet = reader.advance().text.toUpperCase() === 'SET';
    do actions.push(isSet ? parseSet(reader) : { kind: 'remove', path: reader.path() });
    while (reader.takeSymbol(','));
  }
  if (actions.length === 0) reader.fail();
  return { kind: 'update', table, actions, where: where(reader), returning: parseReturning(reader) };
}

function parseSet(reader: Reader): UpdateAction {
  const path = reader.path();
  reader.expectSymbol('=');
  if (reader.is('SET_ADD') || reader.is('SET_DELETE')) {
    const kind = reader.advance().text.toLowerCase() === 'set_add' ? 'add' : 'delete';
    reader.expectSymbol('(');
    reader.path();
    reader.expectSymbol(',');
    const value = reader.value();
    reader.expectSymbol(')');
    return { kind, path, value };
  }
  return { kind: 'set', path, operand: parseSum(reader) };
}

function parseSum(reader: Reader): UpdateOperand {
  let left = parseTerm(reader);
  while (reader.isSymbol('+') || reader.isSymbol('-')) {
    const kind = reader.advance().text === '+' ? '+' : '-';
    left = { kind, left, right: parseTerm(reader) };
  }
  return left;
}

function parseTerm(reader: Reader): UpdateOperand {
  if (reader.token.kind === 'word' && reader.following()?.text === '(') {
    const name = reader.advance().text.toLowerCase();
    reader.expectSymbol('(');
    const left = reader.nested(() => parseSum(reader));
    reader.expectSymbol(',');
    const right = reader.nested(() => parseSum(reader));
    reader.expectSymbol(')');
    if (name === 'list_append') return { kind: 'append', left, right };
    if (name === 'if_not_exists' && left.kind === 'path') return { kind: 'default', path: left.path, otherwise: right };
    throw invalid(`Unsupported function: ${name}`);
  }
  return reader.isValue() ? { kind: 'value', value: reader.value() } : { kind: 'path', path: reader.path() };
}

function parseReturning(reader: Reader): Returning | undefined {
  if (!reader.take('RETURNING')) return undefined;
  const scope = reader.take('ALL') ? 'ALL' : 'UPDATED';
  if (scope === 'UPDATED') reader.expect('MODIFIED');
  const version = reader.take('OLD') ? 'OLD' : 'NEW';
  if (version === 'NEW') reader.expect('NEW');
  reader.expectSymbol('*');
  return `${scope}_${version}`;
}
