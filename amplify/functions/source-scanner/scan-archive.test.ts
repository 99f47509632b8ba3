import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { scanSourceOutputSchema } from '#lib/tools/scan-source/schema';
import { scanArchive } from './scan-archive.ts';

const folder = 'documents/demo/p1/d1/';
const request = { sourceKey: `${folder}original`, modelKey: `${folder}system-model.json`, fileName: 'shop.zip' };

function bucket(bytes?: Uint8Array) {
  const written = new Map<string, string>();
  const ports = {
    read: () => Promise.resolve(bytes),
    write: (key: string, json: string) => Promise.resolve(void written.set(key, json)),
  };
  return { ports, written };
}

const template = `Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
`;

it('writes what a source describes beside it, and answers how much that is', async () => {
  const { ports, written } = bucket(zipSync({ 'shop/template.yaml': new TextEncoder().encode(template) }));
  const answer = await scanArchive(request, ports);
  expect(answer).toMatchObject({ ok: true, key: request.modelKey, counts: { files: 1, stores: 1 } });
  const model = scanSourceOutputSchema.shape.model.parse(JSON.parse(written.get(request.modelKey) ?? ''));
  expect(model.stores).toMatchObject([{ id: 'Orders', source: { file: 'template.yaml', line: 2 } }]);
});

it('answers why an archive cannot be read, and writes nothing', async () => {
  const { ports, written } = bucket(new TextEncoder().encode('no archive at all'));
  expect(await scanArchive(request, ports)).toMatchObject({ ok: false, code: 'NOT_A_ZIP' });
  const bomb = bucket(zipSync({ 'a.json': new Uint8Array(50_000_000) }));
  expect(await scanArchive(request, bomb.ports)).toMatchObject({ ok: false, code: 'SUSPICIOUS_RATIO' });
  expect(await scanArchive(request, bucket().ports)).toMatchObject({ ok: false, code: 'SOURCE_GONE' });
  expect([...written.keys(), ...bomb.written.keys()]).toEqual([]);
});

it('reads and writes within a document’s folder alone', async () => {
  const { ports } = bucket();
  const elsewhere = { ...request, modelKey: 'artifacts/demo/p1/x.json' };
  await expect(scanArchive(elsewhere, ports)).rejects.toThrow('folder');
  await expect(scanArchive({ ...request, sourceKey: 'artifacts/other/original' }, ports)).rejects.toThrow('folder');
});
