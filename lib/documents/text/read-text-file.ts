import { DocumentRejection } from '#lib/domain/document/rejection';
import type { BlockList } from '../block-list.ts';
import { endingOf } from '../detect-format.ts';
import type { ReadResult, SourceFile } from '../extraction.ts';
import { decodeText } from './decode-text.ts';
import { readCsv } from './read-csv.ts';
import { readMarkdown } from './read-markdown.ts';
import { readCode, readPlainText } from './read-plain-text.ts';

const dataEndings = ['json', 'yaml', 'yml', 'xml', 'toml', 'ini', 'sql', 'log'];

/** Reads a file that is a text in itself. */
export async function readTextFile(
  format: 'text' | 'markdown' | 'csv' | 'html',
  file: SourceFile,
  list: BlockList,
): Promise<ReadResult> {
  const decoded = decodeText(file.bytes);
  if (!decoded) throw new DocumentRejection('CORRUPT', 'The text cannot be decoded. Save it as UTF-8.');
  const { text, encoding } = decoded;
  switch (format) {
    case 'markdown': {
      const metadata = readMarkdown(text, list);
      return { title: metadata.title ?? null, metadata: { encoding, ...metadata } };
    }
    case 'csv':
      readCsv(text, list);
      return { metadata: { encoding } };
    case 'html': {
      const { readHtml } = await import('../html/read-html.ts');
      const { title, metadata } = readHtml(text, list);
      return { title, metadata: { encoding, ...metadata } };
    }
    case 'text':
      if (dataEndings.includes(endingOf(file.name))) readCode(text, list);
      else readPlainText(text, list);
      return { metadata: { encoding } };
  }
}
