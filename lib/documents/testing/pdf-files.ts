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

/** A PDF that asks for a password before it shows anything. */
export function encryptedPdf(): Uint8Array {
  const secret = 'ab'.repeat(32);
  return craftPdf({
    content: 'BT /F1 12 Tf 72 720 Td (secret) Tj ET',
    objects: [`<< /Filter /Standard /V 1 /R 2 /P -44 /O <${secret}> /U <${secret}> >>`],
    trailer: `/Encrypt 6 0 R /ID [<${'00'.repeat(16)}> <${'00'.repeat(16)}>]`,
  });
}
