/** What a project's menu needs to know of it. */
export type MenuProject = { id: string; name: string; archivedAt?: string | null };
