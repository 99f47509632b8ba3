/** What the audit log calls that which happens to projects, and to an organization's policy. */
export const auditActions = [
  'project.created',
  'project.updated',
  'project.deleted',
  'project.archived',
  'project.restored',
  'project.status_changed',
  'guardrails.policy_changed',
] as const;

export type AuditAction = (typeof auditActions)[number];
