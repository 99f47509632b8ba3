import { beforeAll, describe, expect, it } from 'vitest';
import { docx, docxParts, packParts, wordXml, xlsx } from '#lib/documents/testing/office-files';
import { craftPdf, encryptedPdf, typesetPdf } from '#lib/documents/testing/pdf-files';
import { craftZip } from '#lib/runtime/zip/craft-zip';
import { processed, upload } from './documents.ts';
import { newProject, type Person, personOf } from './people.ts';

let architect: Person;
let projectId: string;
beforeAll(async () => {
  architect = await personOf('architect@demo.test');
  projectId = await newProject(await personOf('pm@demo.test'), 'demo', 'Hostile documents');
});

const office = 'application/vnd.openxmlformats-officedocument.';
const types = {
  pdf: 'application/pdf',
  docx: `${office}wordprocessingml.document`,
  xlsx: `${office}spreadsheetml.sheet`,
  zip: 'application/zip',
} as const;

const words = docxParts(wordXml.paragraph('words'));
const zeros = (megabytes: number) => new Uint8Array(megabytes * 1024 * 1024);
/** Sheets whose one cell stands in the farthest corner: a reader that makes room for all cells needs all memory. */
const corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>';

const cases: readonly (readonly [what: string, type: keyof typeof types, bytes: () => Uint8Array, code: string])[] = [
  ['an encrypted PDF', 'pdf', encryptedPdf, 'ENCRYPTED'],
  ['a PDF that is cut off', 'pdf', () => craftPdf({ content: 'BT ET' }).subarray(0, 300), 'CORRUPT'],
  ['a page of kilometres', 'pdf', () => craftPdf({ mediaBox: '[0 0 9000000 9000000]' }), 'PAGE_TOO_LARGE'],
  [
    'a page that unpacks to gigabytes',
    'pdf',
    () => craftPdf({ content: Buffer.alloc(900 * 1024 * 1024, ' ') }),
    'EXCEEDS_LIMITS',
  ],
  ['a Windows program', 'pdf', () => Buffer.from('MZ\u0090\u0000\u0003\u0000', 'latin1'), 'MISLABELLED'],
  [
    'a Word document that unpacks to too much',
    'docx',
    () => packParts({ ...words, 'word/document.xml': zeros(60) }),
    'HOSTILE_ARCHIVE',
  ],
  [
    'a Word document with entities',
    'docx',
    () => packParts({ ...words, 'word/document.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a/>' }),
    'XML_ENTITIES',
  ],
  ['a Word document with macros', 'docx', () => packParts({ ...words, 'word/vbaProject.bin': zeros(0) }), 'MACROS'],
  ['a workbook as wide as can be', 'xlsx', () => xlsx({ A: corner, B: corner }), 'EXCEEDS_LIMITS'],
  [
    'an archive that leads out',
    'zip',
    () => craftZip([{ path: '../../../tmp/owned', content: 'x' }]),
    'HOSTILE_ARCHIVE',
  ],
  ['an archive that blows up', 'zip', () => craftZip([{ path: 'a.txt', content: zeros(90) }]), 'HOSTILE_ARCHIVE'],
  [
    'an archive within an archive',
    'zip',
    () => craftZip([{ path: 'b.zip', content: craftZip([{ path: 'c' }]) }]),
    'NESTED_ARCHIVE',
  ],
];

describe('hostile files', () => {
  it('are each rejected with their reason while good ones go on', async () => {
    const good: Promise<string>[] = [];
    const rejected = await Promise.all(
      cases.map(async ([what, type, bytes, code], index) => {
        const file = { projectId, fileName: `${index}.${type}`, contentType: types[type], bytes: bytes() };
        const id = await upload(architect, file);
        if (index % 4 === 0)
          good.push(
            upload(architect, {
              ...file,
              fileName: 'good.docx',
              contentType: types.docx,
              bytes: docx(wordXml.paragraph('good words')),
            }),
          );
        const document = await processed(architect, id);
        return { what, code, found: document.reasonCode, reason: document.reason };
      }),
    );
    expect(rejected.filter(({ code, found }) => code !== found)).toEqual([]);
    for (const { reason } of rejected) expect(reason).toMatch(/^[A-Z].{20,400}\.$/);
    for (const id of await Promise.all(good))
      expect(await processed(architect, id)).toMatchObject({ status: 'PROCESSED' });
  }, 240_000);

  it('leave the next good document to be read', async () => {
    const bytes = typesetPdf('The words after all of that.');
    const id = await upload(architect, { projectId, fileName: 'after.pdf', contentType: types.pdf, bytes });
    expect(await processed(architect, id)).toMatchObject({ status: 'PROCESSED', pages: 1 });
  });
});
