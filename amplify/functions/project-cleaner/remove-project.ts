import { type Belonging, projectBelongings, projectFolders, runBelongings, runs } from './belongings.ts';

export interface RemovedProject {
  readonly id: string;
  readonly organization: string;
}

/** What is younger, ISO 8601, belongs to another project: one of the same id, made since. */
export interface ProjectRemains extends RemovedProject {
  readonly until: string;
}

/** What a row is known by. */
export type RowKey = Readonly<Record<string, unknown>>;

export interface ProjectCleanerPorts {
  readonly rows: {
    /**
     * A page of the keys of rows whose attribute has the value, of that project alone: of its organization, and older
     * than `until`. `next` leads to the page after.
     */
    page(
      rows: Belonging,
      query: { readonly value: string; readonly project: ProjectRemains; readonly next?: RowKey | undefined },
    ): Promise<{ readonly keys: readonly RowKey[]; readonly next?: RowKey | undefined }>;
    remove(rows: Belonging, keys: readonly RowKey[]): Promise<void>;
  };
  /** When the project of that id that stands by now was made, ISO 8601; undefined where none stands. */
  readonly standingSince: (id: string) => Promise<string | undefined>;
  /** Removes all files whose keys begin so, in all versions until then; answers how many. */
  readonly removeFiles: (prefix: string, until: Date) => Promise<number>;
  readonly now: () => Date;
}

/**
 * Removes what a deleted project leaves behind. Whoever is interrupted, or asked twice, goes on with what is left; what is
 * asked of a project of which nothing is left does nothing.
 */
export async function removeProject(
  removedProject: RemovedProject,
  { rows, removeFiles, standingSince, now }: ProjectCleanerPorts,
): Promise<{ readonly rows: number; readonly files: number }> {
  const startedAt = now();
  const since = await standingSince(removedProject.id);
  // Of a moment a row knows the milliseconds, a file the second.
  const until = since ?? startedAt.toISOString();
  const filesUntil = since === undefined ? startedAt : new Date(Math.floor(Date.parse(since) / 1000) * 1000 - 1);
  const project: ProjectRemains = { ...removedProject, until };
  let removed = 0;

  async function removeAll(belonging: Belonging, value: string, before?: (key: RowKey) => Promise<void>) {
    let next: RowKey | undefined;
    do {
      const page = await rows.page(belonging, { value, project, next });
      for (const key of before ? page.keys : []) await before?.(key);
      if (page.keys.length > 0) await rows.remove(belonging, page.keys);
      removed += page.keys.length;
      next = page.next;
    } while (next);
  }

  // Runs first: without them nobody begins work for the project. Who is in the middle of a step may write a row yet.
  await removeAll(runs, project.id, async ({ id }) => {
    for (const belonging of runBelongings) await removeAll(belonging, String(id));
  });
  for (const belonging of projectBelongings) {
    await removeAll(belonging, belonging.attribute === 'organization' ? project.organization : project.id);
  }
  let files = 0;
  for (const folder of projectFolders(project)) files += await removeFiles(folder, filesUntil);
  return { rows: removed, files };
}
