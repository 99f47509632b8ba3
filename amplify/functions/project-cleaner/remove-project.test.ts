import { beforeEach, describe, expect, it } from 'vitest';
import { type ProjectCleanerPorts, removeProject } from './remove-project.ts';

type Row = Readonly<Record<string, string>>;
const project = { id: 'p1', organization: 'demo' };

let tables: Map<string, Row[]>;
let folders: string[];
let filesUntil: Date | undefined;
/** When the project of the same id that stands by now was made. */
let standing: string | undefined;
/** So many removals work, then none. */
let works: number;

/** Pages of two, found as an index would. */
const ports: ProjectCleanerPorts = {
  rows: {
    page({ model, attribute, key, isShared }, { value, project: { id, organization, until }, next }) {
      const found = (tables.get(model) ?? []).filter((row) => row[attribute] === value);
      const from = next ? found.findIndex((row) => row[key[0] ?? ''] === next[key[0] ?? '']) + 1 : 0;
      const page = found.slice(Math.max(0, from), Math.max(0, from) + 2);
      const keys = page
        .filter((row) => row.organization === organization && (row.createdAt ?? '') < until)
        .filter((row) => !isShared || row.projectId === id)
        .map((row) => Object.fromEntries(key.map((name) => [name, row[name] ?? ''])));
      return Promise.resolve({ keys, next: found.length > from + 2 ? page.at(-1) : undefined });
    },
    remove({ model, key }, keys) {
      if (works === 0) return Promise.reject(new Error('throttled'));
      works -= 1;
      const isGone = (row: Row) => keys.some((one) => key.every((name) => one[name] === row[name]));
      tables.set(
        model,
        (tables.get(model) ?? []).filter((row) => !isGone(row)),
      );
      return Promise.resolve();
    },
  },
  standingSince: () => Promise.resolve(standing),
  removeFiles(prefix, until) {
    filesUntil = until;
    return Promise.resolve(folders.push(prefix) > 0 ? 1 : 0);
  },
  now: () => new Date('2026-11-22T10:00:10.200Z'),
};

const rows = (count: number, more: Row, name: string): Row[] =>
  Array.from({ length: count }, (_, index) => ({ id: `${name}${index}`, organization: 'demo', ...more }));

beforeEach(() => {
  works = Number.POSITIVE_INFINITY;
  folders = [];
  standing = undefined;
  const ours = { projectId: 'p1' };
  const theirs = { projectId: 'p2' };
  tables = new Map([
    ['Run', [...rows(3, ours, 'r'), ...rows(1, theirs, 'x')]],
    [
      'RunStep',
      [
        ...rows(3, { ...ours, runId: 'r0' }, 's'),
        ...rows(1, { ...ours, runId: 'r2' }, 't'),
        ...rows(2, { ...theirs, runId: 'x0' }, 'y'),
      ],
    ],
    ['Approval', rows(1, { ...ours, runId: 'r1' }, 'a')],
    ['Document', [...rows(5, ours, 'd'), ...rows(1, theirs, 'e')]],
    [
      'Assessment',
      [
        { ...ours, organization: 'demo' },
        { ...theirs, organization: 'demo' },
      ],
    ],
    [
      'AgentStatus',
      [
        { ...ours, organization: 'demo', agentId: 'one' },
        { ...ours, organization: 'demo', agentId: 'two' },
        { ...theirs, organization: 'demo', agentId: 'one' },
      ],
    ],
    ['Notification', [...rows(3, theirs, 'm'), ...rows(3, ours, 'n')]],
    ['AuditEvent', rows(2, ours, 'l')],
  ]);
});

const left = () => [...tables].flatMap(([model, all]) => all.map((row) => `${model} of ${row.projectId}`)).toSorted();
const others = [
  ...['AgentStatus of p2', 'Assessment of p2', 'AuditEvent of p1', 'AuditEvent of p1', 'Document of p2'],
  ...['Notification of p2', 'Notification of p2', 'Notification of p2', 'Run of p2', 'RunStep of p2', 'RunStep of p2'],
];

describe('a project that is deleted', () => {
  it('takes with it what belongs to it, and nothing of others', async () => {
    expect(await removeProject(project, ports)).toEqual({ rows: 3 + 4 + 1 + 5 + 1 + 2 + 3, files: 3 });
    expect(left()).toEqual(others);
    expect(folders).toEqual(['artifacts/demo/p1/', 'documents/demo/p1/', 'uploads/demo/p1/']);
  });

  it('takes nothing of one of the same id that was made since, and stands', async () => {
    standing = '2026-11-22T10:00:09.500Z';
    const ours = { projectId: 'p1', organization: 'demo' };
    tables.set('Document', [
      { ...ours, id: 'before', createdAt: '2026-11-22T10:00:09.499Z' },
      { ...ours, id: 'since', createdAt: '2026-11-22T10:00:09.500Z' },
    ]);
    await removeProject(project, ports);
    expect(tables.get('Document')?.map(({ id }) => id)).toEqual(['since']);
    // Files say whole seconds.
    expect(filesUntil?.toISOString()).toBe('2026-11-22T10:00:08.999Z');
  });

  it('is removed whole whenever it is interrupted, and however often it is told', async () => {
    for (let allowed = 0; ; allowed += 1) {
      works = allowed % 4;
      const whole = await removeProject(project, ports).then(
        () => true,
        () => false,
      );
      if (whole) break;
      expect(allowed).toBeLessThan(40);
    }
    expect(left()).toEqual(others);
    works = 0;
    expect(await removeProject(project, ports)).toEqual({ rows: 0, files: 3 });
  });
});
