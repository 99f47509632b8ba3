import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { craftZip } from '../../runtime/zip/craft-zip.ts';
import { scanSource } from '../scan.ts';
import { readArchive } from './archive.ts';
import { readFolder } from './folder.ts';

const template = 'Resources:\n  Topic: { Type: AWS::SNS::Topic }\n';
const files: Readonly<Record<string, string | Uint8Array>> = {
  'template.yaml': template,
  'src/app.ts': 'export const handler = () => 1;\n',
  'src/notes.md': '# not read',
  'node_modules/other/template.yaml': template,
  'web/node_modules/x/index.js': 'x',
  '.git/config.json': '{}',
  'package-lock.json': '{}',
  'dist/app.min.js': 'x',
  'dist/bundle.js': `const a=${'1+'.repeat(6000)}1;\n`,
  'binary.json': new Uint8Array([123, 0, 125]),
  'large.json': `{"a": "${Array.from({ length: 300_000 }, (_, index) => index.toString(36)).join('-')}${'x'.repeat(1e6)}"}`,
};

/** A billion laughs: each line ten of the one before. */
const laughs = `Resources:\n  A: { Type: AWS::SNS::Topic }\nl0: &l0 [x, x]\n${Array.from({ length: 30 }, (_, at) => `l${at + 1}: &l${at + 1} [${Array.from({ length: 10 }, () => `*l${at}`).join(', ')}]`).join('\n')}\n`;

describe('a source', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'scan-source-'));
  beforeAll(() => {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), content);
    }
    symlinkSync('/etc', path.join(folder, 'link'));
    symlinkSync(path.join(folder, 'template.yaml'), path.join(folder, 'linked.yaml'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const archive = (prefix = '') =>
    craftZip(Object.entries(files).map(([name, content]) => ({ path: prefix + name, content })));

  it('is what people wrote, in the order of its paths; what is too large or no text is told of', async () => {
    const source = await readFolder(folder);
    expect(source.files.map(({ path: name }) => name)).toEqual(['src/app.ts', 'template.yaml']);
    expect(source.unreadable).toEqual([
      { file: 'binary.json', reason: 'holds bytes that are no text' },
      { file: 'large.json', reason: '2.3 MiB; files above 2 MiB are not read' },
      { file: 'link', reason: 'a link; links are not followed' },
      { file: 'linked.yaml', reason: 'a link; links are not followed' },
    ]);
  });

  it('is the same from an archive, also with the folder that code hosts put around it', async () => {
    const { files: read, ...model } = scanSource(await readFolder(folder));
    // Links do not stand in the archive.
    const unreadable = read.unreadable.filter(({ file }) => !file.startsWith('link'));
    const expected = { ...model, files: { ...read, unreadable } };
    expect(expected.components.map(({ id }) => id)).toEqual(['Topic']);
    expect(scanSource(await readArchive(archive()))).toEqual(expected);
    expect(scanSource(await readArchive(archive('shop-main/')))).toEqual(expected);
    const inFolder = await readArchive(archive('backend/'));
    expect(inFolder.files.map(({ path: name }) => name)).toContain('backend/template.yaml');
  });

  it('is read as far as it can be: loops of links, pipes, odd names and bytes that are no text are told of', async () => {
    const odd = mkdtempSync(path.join(tmpdir(), 'scan-odd-'));
    symlinkSync('.', path.join(odd, 'loop'));
    const pipe = createServer().listen(path.join(odd, 'pipe.yaml'));
    await once(pipe, 'listening');
    writeFileSync(path.join(odd, 'two\nlines.yaml'), template);
    const latin = new Uint8Array([
      ...new TextEncoder().encode('# caf'),
      0xe9,
      ...new TextEncoder().encode(`\n${template}`),
    ]);
    writeFileSync(path.join(odd, 'latin.yaml'), latin);
    writeFileSync(path.join(odd, 'bundle.ts'), `const a = "${'x'.repeat(5_000_000)}";`);
    writeFileSync(path.join(odd, 'anchors.yaml'), 'Resources: &a\n  Again: *a\n');
    writeFileSync(path.join(odd, 'laughs.yaml'), laughs);
    const { components, files: read } = scanSource(await readFolder(odd));
    pipe.close();
    rmSync(odd, { recursive: true });
    expect(components.map(({ id, source }) => [id, source.file])).toEqual([
      ['Topic', 'latin.yaml'],
      ['Topic', 'two\nlines.yaml'],
    ]);
    const told = new Map(read.unreadable.map(({ file, reason }) => [file, reason]));
    expect(told.get('loop')).toBe('a link; links are not followed');
    expect(told.get('pipe.yaml')).toBe('neither a file nor a folder');
    expect(told.get('latin.yaml')).toBe('holds bytes that are no UTF-8');
    expect(told.get('bundle.ts')).toMatch(/MiB/);
    expect([...told.keys()]).toEqual(expect.arrayContaining(['anchors.yaml', 'laughs.yaml']));
  });

  it('is refused as a whole where the archive is unsafe', async () => {
    await expect(readArchive(craftZip([{ path: '../up.yaml', content: template }]))).rejects.toThrow();
    await expect(readArchive(new TextEncoder().encode('no archive'))).rejects.toThrow(/ZIP/);
  });
});
