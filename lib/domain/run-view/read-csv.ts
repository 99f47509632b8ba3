/** Rows of cells of a comma-separated file (RFC 4180): quoted cells may hold commas, quotes twice and line breaks. */
export function readCsv(text: string, maximumRows: number): { rows: string[][]; isCut: boolean } {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  const endRow = () => {
    row.push(cell);
    if (row.length > 1 || cell !== '') rows.push(row);
    row = [];
    cell = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"' && cell === '') isQuoted = true;
    else if (character === ',') {
      row.push(cell);
      cell = '';
    } else if (character === '\n') {
      endRow();
      if (rows.length > maximumRows) return { rows: rows.slice(0, maximumRows), isCut: true };
    } else if (character !== '\r') cell += character;
  }
  endRow();
  return { rows: rows.slice(0, maximumRows), isCut: rows.length > maximumRows };
}
