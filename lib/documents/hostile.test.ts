import { describe, expect, it } from 'vitest';
import { craftZip } from '#lib/runtime/zip/craft-zip';
import { extractDocument } from './extract-document.ts';
import { extract, outlined, rejectionOf } from './testing/extract.ts';
import { docx, docxParts, packParts, wordXml, xlsx } from './testing/office-files.ts';
import { typesetPdf } from './testing/pdf-files.ts';

const pdf = typesetPdf('A page with a few words.');
const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]);
const program = Buffer.from('MZ\u0090\u0000\u0003', 'latin1');
const document = docx(wordXml.paragraph('words'));
const megabytes = (count: number) => new Uint8Array(count * 1024 * 1024);

describe('a file that is not what it is called', () => {
  it.each([
    ['plan.pdf', png, 'application/pdf', /^MISLABELLED: .*labelled a PDF, but is a PNG image/],
    ['plan.pdf', program, 'application/pdf', /^MISLABELLED: .*is a Windows program/],
    ['plan.pdf', document, 'application/pdf', /^MISLABELLED: .*is a Word document/],
    ['plan.pdf', 'only text', 'application/pdf', /^MISLABELLED: .*is a text/],
    ['plan.docx', pdf, 'application/octet-stream', /^MISLABELLED: .*is a PDF/],
    ['plan.docx', xlsx({ A: '' }), 'application/octet-stream', /^MISLABELLED: .*is an Excel workbook/],
    ['plan.zip', document, 'application/zip', /^MISLABELLED: .*is a Word document/],
    ['notes.txt', pdf, 'text/plain', /^MISLABELLED: .*is a PDF/],
    ['notes.txt', program, 'text/plain', /^MISLABELLED: .*is a Windows program/],
    ['list.csv', png, 'application/vnd.ms-excel', /^MISLABELLED: .*is a PNG image/],
    ['thing', png, 'application/octet-stream', /^UNSUPPORTED_FORMAT: The file is a PNG image/],
    [
      'old.doc',
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      'application/octet-stream',
      /^UNSUPPORTED_FORMAT: .*old format/,
    ],
  ])('%s is rejected by what it is', async (name, bytes, contentType, words) => {
    expect(await rejectionOf(name, bytes, contentType)).toMatch(words);
  });

  it('is read by its content where nothing is claimed', async () => {
    expect((await extract('attachment', pdf)).format).toBe('pdf');
    expect((await extract('attachment', document)).format).toBe('docx');
  });
});

describe('a file with nothing in it', () => {
  it.each([
    ['a.txt', ''],
    ['a.txt', ' \n\t\n'],
    ['a.md', '---\ntitle: x\n---\n'],
    ['a.docx', docx('')],
    ['a.xlsx', xlsx({ Empty: '' })],
    ['a.zip', craftZip([])],
  ])('%s is rejected as empty', async (name, bytes) => {
    expect(await rejectionOf(name, bytes)).toMatch(/^EMPTY/);
  });
});

describe('an Office document made to harm', () => {
  it('is not opened where it holds macros', async () => {
    const parts = { ...docxParts(wordXml.paragraph('x')), 'word/vbaProject.bin': new Uint8Array(4) };
    expect(await rejectionOf('a.docx', packParts(parts))).toMatch(/^MACROS/);
  });

  it.each([
    '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
    '<!doctype w SYSTEM "http://169.254.169.254/latest">',
  ])('is not opened where it declares %s', async (declaration) => {
    const parts = docxParts(wordXml.paragraph('&x;'));
    const xml = `${declaration}${parts['word/document.xml']?.replace(/^<\?xml.*?\?>/, '') ?? ''}`;
    const utf16 = Buffer.from(`\ufeff${xml}`, 'utf16le');
    expect(await rejectionOf('a.docx', packParts({ ...parts, 'word/document.xml': xml }))).toMatch(/^XML_ENTITIES/);
    expect(await rejectionOf('a.docx', packParts({ ...parts, 'word/document.xml': utf16 }))).toMatch(/^XML_ENTITIES/);
  });

  it('is not unpacked where it would blow up', async () => {
    const bomb = packParts({ ...docxParts(''), 'word/document.xml': megabytes(80) });
    expect(await rejectionOf('a.docx', bomb)).toMatch(/^HOSTILE_ARCHIVE: .*times its packed size/);
    const lie = craftZip([
      { path: '[Content_Types].xml', content: '<Types/>' },
      { path: 'word/document.xml', content: megabytes(2), claimedSize: 100 },
    ]);
    expect(await rejectionOf('a.docx', lie)).toMatch(/^CORRUPT/);
  });

  it('is rejected where it is broken or locked', async () => {
    expect(await rejectionOf('a.docx', document.subarray(0, document.length - 40))).toMatch(/^CORRUPT/);
    const locked = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]);
    expect(await rejectionOf('a.docx', locked)).toMatch(/^ENCRYPTED/);
  });
});

describe('an archive', () => {
  it('of documents is read file by file, each block with its file', async () => {
    const zip = craftZip([
      { path: 'docs/a.md', content: '# One\n\nText.' },
      { path: 'docs/b.pdf', content: pdf },
      { path: 'c.docx', content: document },
      { path: 'photo.png', content: png },
      { path: '__MACOSX/._a.md', content: 'noise' },
    ]);
    const read = await extract('all.zip', zip);
    expect(outlined(read)).toEqual([
      'line 1, entry docs/a.md: heading1 One',
      'line 3, entry docs/a.md: paragraph Text.',
      'page 1, line 1, entry docs/b.pdf: paragraph A page with a few words.',
      'paragraph 1, entry c.docx: paragraph words',
    ]);
    expect(read.warnings).toEqual([expect.stringMatching(/^photo\.png was left out: .*PNG image/)]);
  });

  it('of code is source, unless its uploader says otherwise', async () => {
    const bytes = craftZip([
      { path: 'app/template.yaml', content: 'Resources: {}' },
      { path: 'app/src/index.ts', content: 'export {};' },
      { path: 'app/README.md', content: '# Read me' },
    ]);
    const file = { name: 'app.zip', contentType: 'application/zip', bytes };
    expect(await extractDocument(file)).toMatchObject({ kind: 'SOURCE', metadata: { files: '3', codeFiles: '2' } });
    expect(await extractDocument(file, 'DOCUMENT')).toMatchObject({ kind: 'DOCUMENT', document: { format: 'zip' } });
  });

  it.each([
    ['that leads out of itself', [{ path: '../../etc/cron.d/x', content: 'x' }], /^HOSTILE_ARCHIVE: .*leads out/],
    ['with a device for a name', [{ path: 'docs/CON.txt', content: 'x' }], /^HOSTILE_ARCHIVE: .*device/],
    ['with a link', [{ path: 'l', content: '/etc/passwd', mode: 0o120777 }], /^HOSTILE_ARCHIVE: .*symbolic link/],
    ['that blows up', [{ path: 'a.txt', content: megabytes(30) }], /^HOSTILE_ARCHIVE: .*times its packed size/],
    ['with a password', [{ path: 'a.txt', content: 'x', flags: 1 }], /^ENCRYPTED/],
    [
      'within another',
      [
        { path: 'a.txt', content: 'x' },
        { path: 'b.zip', content: craftZip([]) },
      ],
      /^NESTED_ARCHIVE/,
    ],
    ['within another by another name', [{ path: 'b.dat', content: craftZip([{ path: 'x' }]) }], /^NESTED_ARCHIVE/],
    [
      'of nothing that is read',
      [{ path: 'a.png', content: png }],
      /^MISLABELLED|^UNSUPPORTED_FORMAT: No file of the archive/,
    ],
  ])('%s is rejected', async (_, files, words) => {
    expect(await rejectionOf('a.zip', craftZip(files))).toMatch(words);
  });

  it('that is cut off is rejected', async () => {
    const whole = craftZip([{ path: 'a.txt', content: 'x' }]);
    expect(await rejectionOf('a.zip', whole.subarray(0, whole.length - 8))).toMatch(/^CORRUPT/);
  });
});

describe('a text beyond all measure', () => {
  it('is rejected instead of cut', async () => {
    expect(await rejectionOf('a.txt', 'word '.repeat(4_100_000))).toMatch(/^TOO_LARGE/);
  });
});
