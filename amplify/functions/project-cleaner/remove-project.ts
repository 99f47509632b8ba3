import { type Belonging, projectBelongings, projectFolders, runBelongings, runs } from './belongings.ts';

export interface RemovedProject {
  readonly id: string;
  readonly organization: string;
  /** Moment of its removal, ISO 8601: a project of the same id, made since, is another one. */
  readonly removedAt: string;
}

/** What a row is known by. */
export type RowKey = Readonly<Record<string, unknown>>;

export interface ProjectCleanerPorts {
  readonly rows: {
    /**
     * A page of the keys of rows whose attribute has the value, of that project alone: of its organization, and not
     * younger than its end. `next` leads to the page after.
     */
    page(
      rows: Belonging,
      query: { readonly value: string; readonly project: RemovedProject; readonly next?: RowKey | undefined },
    ): Promise<{ readonly keys: readonly RowKey[]; readonly next?: RowKey | undefined }>;
    remove(rows: Belonging, keys: readonly RowKey[]): Promise<void>;
  };
  /** Removes all files whose keys begin so, in all versions until then; answers how many. */
  readonly removeFiles: (prefix: string, until: Date) => Promise<number>;
}

/**
 * Removes what a deleted project leaves behind. Whoever is interrupted, or asked twice, goes on with what is left; what is
 * asked of a project of which nothing is left does nothing.
 */
export async function removeProject(
  project: RemovedProject,
  { rows, removeFiles }: ProjectCleanerPorts,
): Promise<{ readonly rows: number; readonly files: number }> {
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

  // Runs first: without them nobody works for the project any more.
  await removeAll(runs, project.id, async ({ id }) => {
    for (const belonging of runBelongings) await removeAll(belonging, String(id));
  });
  for (const belonging of projectBelongings) {
    await removeAll(belonging, belonging.attribute === 'organization' ? project.organization : project.id);
  }
  let files = 0;
  for (const folder of projectFolders(project)) files += await removeFiles(folder, new Date(project.removedAt));
  return { rows: removed, files };
}
