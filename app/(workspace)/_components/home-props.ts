import type { AuditEvent } from '#lib/client/activity/use-live-activity';
import type { ProjectSummary } from '#lib/client/project/fetch-projects';

/** What every role's start page is given. */
export type HomeProps = {
  projects: ProjectSummary[];
  /** There are more projects than these. */
  hasMore: boolean;
  activity: AuditEvent[];
};
