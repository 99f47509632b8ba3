import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { extractedDocumentSchema } from '#lib/domain/document/extracted';
import { downloadLink, processed, upload } from './documents.ts';
import { newProject, type Person, personOf } from './people.ts';

let architect: Person;
let projectId: string;
beforeAll(async () => {
  architect = await personOf('architect@demo.test');
  projectId = await newProject(await personOf('pm@demo.test'), 'demo', 'Documents');
});

const bytesOf = (text: string) => new TextEncoder().encode(text);
const text = (fileName: string, content: string, contentType = 'text/plain') => ({
  ...{ projectId, fileName, contentType },
  bytes: bytesOf(content),
});

describe('a document', () => {
  it('is uploaded by its link, read, and given back as it was', async () => {
    const content =
      '# Über uns\n\nDie Plattform verarbeitet im Monat 12 Millionen Rechnungen der Kundinnen und Kunden.\n';
    const file = text('Über “uns” <b>.md', content, 'text/markdown');
    const id = await upload(architect, file);
    const document = await processed(architect, id);
    expect(document).toMatchObject({
      ...{ name: file.fileName, status: 'PROCESSED', kind: 'DOCUMENT', format: 'markdown', language: 'de', blocks: 2 },
      sha256: createHash('sha256').update(file.bytes).digest('hex'),
    });
    const link = await downloadLink(architect, id, 'text');
    const extracted = extractedDocumentSchema.parse(await (await fetch(link.url)).json());
    expect(extracted.blocks.map(({ position }) => position.line)).toEqual([1, 3]);
    const original = await fetch((await downloadLink(architect, id, 'original')).url);
    expect(original.headers.get('content-disposition')).toMatch(/^attachment; .*filename\*=UTF-8''%C3%9Cber/);
    expect(await original.text()).toBe(content);
  });
});
