export const reportFormats = ['pdf', 'md', 'json'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** File name and content type of the assessment's report in each format. */
export const reportFiles = {
  pdf: { name: 'assessment-report.pdf', contentType: 'application/pdf' },
  md: { name: 'assessment-report.md', contentType: 'text/markdown; charset=utf-8' },
  json: { name: 'assessment.json', contentType: 'application/json' },
} as const satisfies Record<ReportFormat, { name: string; contentType: string }>;

/** One record per project and file name: a report that is rendered again replaces the earlier one. */
export function artifactId(projectId: string, name: string): string {
  return `${projectId}.${name}`;
}

/** Where a project's artifact lies in the bucket. */
export function artifactKey(input: { organization: string; projectId: string; name: string }): string {
  return `artifacts/${input.organization}/${input.projectId}/${input.name}`;
}
