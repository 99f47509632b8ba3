/** What the audit log calls that which happens to projects. */
export const auditActions = [
  'project.created',
  'project.updated',
  'project.deleted',
  'project.archived',
  'project.restored',
  'project.status_changed',
] as const;

export type AuditAction = (typeof auditActions)[number];
