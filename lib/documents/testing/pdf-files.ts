import { deflateSync } from 'node:zlib';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

/** A real PDF, typeset from Typst's markup. */
export function typesetPdf(source: string): Uint8Array {
  const compiler = NodeCompiler.create({ workspace: '/no-workspace' });
  const { result } = compiler.compile({ mainFileContent: source });
  if (!result) throw new Error('The test’s own source does not compile.');
  return new Uint8Array(compiler.pdf(result, { pdfTags: true }));
}

/** Writes a PDF of one page from its content, byte by byte, for what no typesetter would make. */
export function craftPdf(page: {
  content?: string | Uint8Array;
  mediaBox?: string;
  trailer?: string;
  objects?: string[];
}): Uint8Array {
  const packed = deflateSync(page.content ?? '');
  const bodies: (string | Buffer)[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox ${page.mediaBox ?? '[0 0 612 792]'} /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>`,
    Buffer.concat([
      Buffer.from(`<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`),
      packed,
      Buffer.from('\nendstream'),
    ]),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...(page.objects ?? []),
  ];
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let at = parts[0]?.length ?? 0;
  for (const [index, body] of bodies.entries()) {
    offsets.push(at);
    const object = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(body), Buffer.from('\nendobj\n')]);
    parts.push(object);
    at += object.length;
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const trailer = `<< /Size ${bodies.length + 1} /Root 1 0 R ${page.trailer ?? ''} >>`;
  const end = `xref\n0 ${bodies.length + 1}\n0000000000 65535 f \n${table}trailer\n${trailer}\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(end)]);
}

/** Writes a PDF of that many pages by hand: a text a page, and a table of its objects in one of the two forms. */
export function handmadePdf(pages: number, { table = 'plain', end = '%%EOF\n' } = {}): Buffer {
  const numbers = Array.from({ length: pages }, (_, index) => index);
  const bodies = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages} /Kids [${numbers.map((index) => `${4 + 2 * index} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...numbers.flatMap((index) => {
      const text = `BT /F1 12 Tf 72 720 Td (This is page ${index + 1}) Tj ET`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${5 + 2 * index} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
        `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
      ];
    }),
  ];
  let file = '%PDF-1.5\n';
  const offsets = bodies.map((body, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const at = file.length;
  if (table === 'plain') {
    const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
    file += `xref\n0 ${bodies.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${bodies.length + 1} /Root 1 0 R >>\n`;
    return Buffer.from(`${file}startxref\n${at}\n${end}`, 'latin1');
  }
  const rows = Buffer.alloc((bodies.length + 2) * 5);
  for (const [index, offset] of [...offsets, at].entries()) rows.writeUIntBE(offset + 2 ** 32, (index + 1) * 5, 5);
  const packed = deflateSync(rows);
  const entries = `/Type /XRef /Size ${bodies.length + 2} /W [1 4 0] /Root 1 0 R /Filter /FlateDecode /Length ${packed.length}`;
  const head = `${bodies.length + 1} 0 obj\n<< ${entries} >>\nstream\n`;
  return Buffer.concat([
    Buffer.from(file + head, 'latin1'),
    packed,
    Buffer.from(`\nendstream\nendobj\nstartxref\n${at}\n${end}`),
  ]);
}

/** The same with its first page's text replaced by what was appended, as programs that save quickly do. */
export function updatedPdf(file: Buffer, text: string): Buffer {
  const content = `BT /F1 12 Tf 72 720 Td (${text}) Tj ET`;
  const object = `5 0 obj\n<< /Length ${content.length} >>\nstream\n${content}\nendstream\nendobj\n`;
  const previous = /startxref\s+(\d+)/.exec(file.toString('latin1'))?.[1] ?? '';
  const size = /\/Size (\d+)/.exec(file.toString('latin1'))?.[1] ?? '';
  const row = `${String(file.length).padStart(10, '0')} 00000 n \n`;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R /Prev ${previous} >>\nstartxref\n${file.length + object.length}\n%%EOF\n`;
  return Buffer.concat([file, Buffer.from(`${object}xref\n5 1\n${row}${trailer}`)]);
}

/** A PDF that asks for a password before it shows anything. */
export function encryptedPdf(): Uint8Array {
  const secret = 'ab'.repeat(32);
  return craftPdf({
    content: 'BT /F1 12 Tf 72 720 Td (secret) Tj ET',
    objects: [`<< /Filter /Standard /V 1 /R 2 /P -44 /O <${secret}> /U <${secret}> >>`],
    trailer: `/Encrypt 6 0 R /ID [<${'00'.repeat(16)}> <${'00'.repeat(16)}>]`,
  });
}
