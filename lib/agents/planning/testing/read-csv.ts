/** Reads CSV by the grammar of RFC 4180, by column name. Anything the grammar does not allow is an error. */
export function readCsv(text: string): Record<string, string>[] {
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  const rows: string[][] = [];
  let row: string[] = [];
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const match = field.exec(text);
    if (match === null) throw new Error(`No field begins at character ${at} of the CSV.`);
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  const [header = [], ...records] = rows;
  return records.map((cells) => {
    if (cells.length !== header.length)
      throw new Error(`A row has ${cells.length} fields instead of ${header.length}.`);
    return Object.fromEntries(header.map((name, index) => [name, cells[index] ?? '']));
  });
}
