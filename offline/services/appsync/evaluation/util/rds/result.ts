import { isList, isRecord, type JsonRecord, setOwn, text } from '../values.ts';

/** `toJsonObject`: the answer of the RDS Data API as one list of rows a statement; null for what is no such answer. */
export function toJsonObject(result: unknown): unknown[][] | null {
  const parsed: unknown = typeof result === 'string' ? JSON.parse(result) : result;
  if (!isRecord(parsed) || !isList(parsed.sqlStatementResults)) return null;
  return parsed.sqlStatementResults.filter(isRecord).map(rowsOf);
}

/** `toJsonString`: the same as JSON text. */
export const toJsonString = (result: unknown): string => JSON.stringify(toJsonObject(result));

/** A statement that changes rows answers with one empty row. */
function rowsOf({ records, columnMetadata }: JsonRecord): unknown[] {
  if (!isList(records)) return [{}];
  const columns = isList(columnMetadata) ? columnMetadata.filter(isRecord) : [];
  const names = columns.map(({ label, name }) => text(label ?? name));
  return records.map((record) => {
    const row: JsonRecord = {};
    for (const [index, field] of (isList(record) ? record : []).entries()) {
      const value = isRecord(field) ? fieldValue(field) : undefined;
      if (value !== undefined) setOwn(row, names[index] ?? `column${index}`, value);
    }
    return row;
  });
}

/** The one value of a field; undefined for null, which the row leaves out. */
function fieldValue(field: JsonRecord): unknown {
  if (field.isNull === true) return undefined;
  const [value] = Object.values(field);
  return isRecord(value) ? arrayValue(value) : value;
}

/** `{ stringValues: […] }`, or `{ arrayValues: [ {…}, … ] }` nested. */
function arrayValue(array: JsonRecord): unknown {
  const [values] = Object.values(array);
  if (!isList(values)) return undefined;
  return values.map((value) => (isRecord(value) ? arrayValue(value) : value));
}
