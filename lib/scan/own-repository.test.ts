import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { scanSource } from './scan.ts';
import { type SystemModel, systemModelSchema } from './schema.ts';
import { readFolder } from './source/folder.ts';
import { sourceOf } from './source/source.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const camel = (name: string) => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const pascal = (name: string) => camel(`-${name}`);

/** The rooms that make up the backend: what the functions are built of, without their tests. */
const backend = /^(?:amplify|lib\/(?:domain|repositories|runtime))\/(?!.*\.test\.ts$)/;

describe("this project's own repository", () => {
  let model: SystemModel;
  const lines = new Map<string, readonly string[]>();
  const lineAt = ({ file, line }: { file: string; line: number }) => {
    const known = lines.get(file) ?? read(file).split('\n');
    lines.set(file, known);
    return known[line - 1] ?? '';
  };

  beforeAll(async () => {
    const { files } = await readFolder(root);
    model = scanSource(sourceOf(files.filter(({ path: file }) => backend.test(file))));
  });

  it('is understood as a whole', () => {
    expect(systemModelSchema.safeParse(model).error).toBeUndefined();
    expect(model.files.unreadable).toEqual([]);
    expect(model.files.scanned).toBeGreaterThan(200);
  });

  it('has a table for each model, with its own keys, on the line that defines it', () => {
    const names = readdirSync(path.join(root, 'amplify/data/models')).map((file) => path.parse(file).name);
    const models = names.filter((name) => read(`amplify/data/models/${name}.ts`).includes('.model(')).map(pascal);
    expect(model.stores.map(({ id }) => id)).toEqual(expect.arrayContaining(models));
    const status = model.stores.find(({ id }) => id === 'AgentStatus');
    expect(status).toMatchObject({
      keys: [
        { name: 'projectId', role: 'HASH', type: 'S' },
        { name: 'agentId', role: 'RANGE', type: 'S' },
      ],
      indexes: [expect.objectContaining({ name: 'byOrganization' }) as object],
      source: { file: 'amplify/data/models/agent-status.ts' },
    });
  });

  it('has the functions of amplify/functions, each by its resource', () => {
    const folders = readdirSync(path.join(root, 'amplify/functions')).filter((name) =>
      existsSync(path.join(root, `amplify/functions/${name}/resource.ts`)),
    );
    const functions = model.components.filter(({ kind }) => kind === 'function').map(({ id }) => id);
    expect(functions).toEqual(expect.arrayContaining(folders.map(camel)));
  });

  it('answers the custom operations by functions that exist', () => {
    const ids = new Set(model.components.map(({ id }) => id));
    expect(model.apis.map(({ method, path: name }) => `${method} ${name}`)).toEqual(
      expect.arrayContaining(['MUTATION sendMessageToAgent', 'MUTATION createProject', 'QUERY getProject']),
    );
    expect(model.apis.filter(({ target }) => target !== null && !ids.has(target))).toEqual([]);
  });

  it('stands, element by element, on lines that exist', () => {
    const { components, relations, apis, stores, events, findings } = model;
    const elements = [...components, ...relations, ...apis, ...stores, ...events, ...findings];
    expect(elements.filter(({ source }) => lineAt(source).trim() === '')).toEqual([]);
  });
});
