import type { OfflineRequest } from '../../kernel/http.ts';
import { ByteReader } from './body.ts';
import { invalidArgument, S3Error } from './errors.ts';

const LARGEST_FIELDS = 20 * 1024;

/** A browser's form: its fields (names in lower case), then the file, whose bytes are still to be read. */
export type Form = { fields: Record<string, string>; fileName: string; file: AsyncIterable<Buffer> };

const malformed = (message: string) => new S3Error('MalformedPOSTRequest', message);

/** Reads the fields of `multipart/form-data` up to its file. @throws S3Error MalformedPOSTRequest */
export async function readForm(request: OfflineRequest): Promise<Form> {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(request.headers['content-type'] ?? '') ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) {
    throw malformed('The body of your POST request is not well-formed multipart/form-data.');
  }
  const mark = Buffer.from(`\r\n--${boundary}`, 'latin1');
  const reader = new ByteReader(withLeadingLine(request.stream as AsyncIterable<Buffer>));
  for await (const _ of reader.until(mark));
  const fields: Record<string, string> = {};
  let size = 0;
  for (;;) {
    if ((await reader.line()) === '--')
      throw invalidArgument('POST requires exactly one file upload per request.', 'file', '0');
    const { name, fileName, type } = await readHeaders(reader);
    if (name === 'file') {
      if (type !== undefined) fields['content-type'] ??= type;
      return { fields, fileName, file: reader.until(mark) };
    }
    const chunks: Buffer[] = [];
    for await (const chunk of reader.until(mark)) {
      size += chunk.length;
      if (size > LARGEST_FIELDS) {
        throw new S3Error(
          'MaxPostPreDataLengthExceeded',
          'Your POST request fields preceding the upload file were too large.',
        );
      }
      chunks.push(chunk);
    }
    fields[name] = Buffer.concat(chunks).toString();
  }
}

/** The first boundary has no line end before it; all others have. */
async function* withLeadingLine(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield Buffer.from('\r\n');
  yield* source;
}

async function readHeaders(reader: ByteReader): Promise<{ name: string; fileName: string; type: string | undefined }> {
  let [name, fileName] = ['', ''];
  let type: string | undefined;
  for (let line = await reader.line(); line !== ''; line = await reader.line()) {
    const text = Buffer.from(line, 'latin1').toString();
    if (/^content-disposition:/i.test(text)) {
      name = (/[;\s]name="([^"]*)"/i.exec(text)?.[1] ?? '').toLowerCase();
      fileName = /filename="([^"]*)"/i.exec(text)?.[1] ?? '';
    } else type = /^content-type:\s*(.*)$/i.exec(text)?.[1] ?? type;
  }
  if (name === '') throw malformed('The body of your POST request is not well-formed multipart/form-data.');
  return { name, fileName: fileName.split(/[\\/]/).at(-1) ?? '', type };
}
