// How fast documents are read: pages (slides, sheets) a second of CPU, beside the library that parses each format alone.
import { extractText, getDocumentProxy } from 'unpdf';
import { extractDocument } from '../lib/documents/extract-document.ts';
import { docx, pptx, textCell, wordXml, xlsx } from '../lib/documents/testing/office-files.ts';
import { typesetPdf } from '../lib/documents/testing/pdf-files.ts';
import { median } from './compare.ts';
import type { Measurement } from './measurement.ts';

/** Rounds with the larger documents are fewer; each is long enough to tell. */
const ROUNDS: Readonly<Record<number, number>> = { 1: 7, 10: 3, 100: 2 };
/** Pages of the document at 1×. */
const PAGES = 5;

const sentence =
  'The platform takes about 120 invoices a minute, checks each of them twice, and tells its owner what it found. ';
const paragraph = (page: number, index: number) => `Clause ${page}.${index}. ${sentence.repeat(4)}`;
const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

interface Format {
  readonly name: string;
  readonly unit: string;
  readonly make: (pages: number) => Uint8Array;
  /** The library's own way to the text; absent where the reader is ours. */
  readonly bare?: { readonly name: string; readonly read: (bytes: Uint8Array) => Promise<unknown> };
}

const formats: readonly Format[] = [
  {
    name: 'pdf',
    unit: 'pages',
    make: (pages) =>
      typesetPdf(
        range(pages)
          .map(
            (page) =>
              `= Section ${page}\n${range(5)
                .map((index) => paragraph(page, index))
                .join('\n\n')}\n#table(columns: 3, [a], [b], [c], [1], [2], [3])`,
          )
          .join('\n#pagebreak()\n'),
      ),
    bare: {
      name: 'unpdf',
      read: async (bytes) => await extractText(await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })),
    },
  },
  {
    name: 'docx',
    unit: 'pages',
    make: (pages) =>
      docx(
        range(pages)
          .map(
            (page) =>
              wordXml.heading(1, `Section ${page}`) +
              range(5)
                .map((index) => wordXml.paragraph(paragraph(page, index)))
                .join('') +
              wordXml.table([
                ['a', 'b'],
                ['1', '2'],
              ]),
          )
          .join(wordXml.pageBreak),
      ),
    bare: {
      name: 'mammoth',
      read: async (bytes) => {
        const { default: mammoth } = await import('mammoth');
        return mammoth.extractRawText({ buffer: Buffer.from(bytes) });
      },
    },
  },
  {
    name: 'xlsx',
    unit: 'sheets of 50 rows',
    make: (pages) =>
      xlsx(
        Object.fromEntries(
          range(pages).map((page) => [
            `Sheet ${page}`,
            range(50)
              .map(
                (row) =>
                  `<row r="${row}">${['A', 'B', 'C', 'D'].map((column) => textCell(`${column}${row}`, `value ${page} ${row}`)).join('')}</row>`,
              )
              .join(''),
          ]),
        ),
      ),
    bare: {
      name: 'read-excel-file',
      read: async (bytes) => {
        const { default: readXlsxFile } = await import('read-excel-file/universal');
        return readXlsxFile(new Blob([Buffer.from(bytes)]));
      },
    },
  },
  {
    name: 'pptx',
    unit: 'slides',
    make: (pages) =>
      pptx(
        range(pages).map((page) => ({
          title: `Slide ${page}`,
          items: range(5).map((index) => paragraph(page, index)),
        })),
      ),
  },
  {
    name: 'md',
    unit: 'pages',
    make: (pages) =>
      new TextEncoder().encode(
        range(pages)
          .map(
            (page) =>
              `# Section ${page}\n\n${range(5)
                .map((index) => paragraph(page, index))
                .join('\n\n')}\n`,
          )
          .join('\n'),
      ),
  },
  {
    name: 'html',
    unit: 'pages',
    make: (pages) =>
      new TextEncoder().encode(
        `<!doctype html><body>${range(pages)
          .map(
            (page) =>
              `<h1>Section ${page}</h1>${range(5)
                .map((index) => `<p>${paragraph(page, index)}</p>`)
                .join('')}`,
          )
          .join('\n')}</body>`,
      ),
  },
];

export const documents = {
  title:
    'Documents: pages a second of CPU beside the library alone; 1×, 10×, 100× the pages (ratio above 0.5: the goal)',
  async measure(): Promise<Measurement[]> {
    const measured: Measurement[] = [];
    for (const format of formats) {
      for (const times of [1, 10, 100]) measured.push(await measureFormat(format, times));
    }
    measured.push({ name: 'resident memory after all', value: process.memoryUsage.rss() / 2 ** 20, unit: 'MB' });
    return measured;
  },
};

async function measureFormat({ name, unit, make, bare }: Format, times: number): Promise<Measurement> {
  const pages = PAGES * times;
  const bytes = make(pages);
  const read = () => extractDocument({ name: `a.${name}`, contentType: 'application/octet-stream', bytes });
  // Loads the parser, which is then paid for by nobody.
  await read();
  await bare?.read(bytes);
  const rounds: { ours: number; other: number }[] = [];
  for (let round = 0; round < (ROUNDS[times] ?? 3); round += 1) {
    rounds.push({ ours: await cpuSeconds(read), other: bare ? await cpuSeconds(() => bare.read(bytes)) : Number.NaN });
  }
  const measurement = {
    name: `${name}, ${times}×: ${pages} ${unit}`,
    value: pages / median(rounds.map(({ ours }) => ours)),
    unit: `${unit.split(' ')[0] ?? unit}/s`,
  };
  if (!bare) return measurement;
  const ratios = rounds.map(({ ours, other }) => other / ours);
  return {
    ...measurement,
    goal: '≥ 0.5 of it',
    peer: { name: bare.name, value: pages / median(rounds.map(({ other }) => other)) },
    ratio: { median: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) },
  };
}

async function cpuSeconds(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
