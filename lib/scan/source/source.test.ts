import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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
    ]);
  });

  it('is the same from an archive, also with the folder that code hosts put around it', async () => {
    const expected = scanSource(await readFolder(folder));
    expect(expected.components.map(({ id }) => id)).toEqual(['Topic']);
    expect(scanSource(await readArchive(archive()))).toEqual(expected);
    expect(scanSource(await readArchive(archive('shop-main/')))).toEqual(expected);
    const inFolder = await readArchive(archive('backend/'));
    expect(inFolder.files.map(({ path: name }) => name)).toContain('backend/template.yaml');
  });

  it('is refused as a whole where the archive is unsafe', async () => {
    await expect(readArchive(craftZip([{ path: '../up.yaml', content: template }]))).rejects.toThrow();
    await expect(readArchive(new TextEncoder().encode('no archive'))).rejects.toThrow(/ZIP/);
  });
});
