import { notFound } from 'next/navigation';
import { mayAct } from '#lib/domain/access/claims';
import { countQuestions } from '#lib/domain/assessment/progress';
import { startAssessment } from '#lib/domain/assessment/state';
import { listProjectArtifacts } from '#lib/server/artifact/queries';
import { getAssessment } from '#lib/server/assessment/queries';
import { getWorkspace } from '#lib/server/organization/queries';
import { getProject } from '#lib/server/project/queries';
import { readAssessmentState } from '#lib/server/report/assessment-state';
import { getReport } from '#lib/server/report/queries';
import { ReportDocument } from '@/components/report/report-document';
import { ReportPending } from '@/components/report/report-pending';
import { ReportRefresh } from '@/components/report/report-refresh';

type ReportPageProps = { params: Promise<{ projectId: string }> };

export default async function ReportPage({ params }: ReportPageProps) {
  const { caller } = await getWorkspace();
  const { projectId } = await params;
  const project = await getProject(projectId);
  if (!project) notFound();
  const [report, artifacts] = await Promise.all([getReport(projectId), listProjectArtifacts(projectId)]);
  return (
    <>
      <ReportRefresh projectId={projectId} initial={artifacts} />
      {report ? (
        <ReportDocument report={report} />
      ) : (
        <NoReport
          projectId={projectId}
          maySend={mayAct(caller, 'org_chat', project.organization) && !project.archivedAt}
        />
      )}
    </>
  );
}

async function NoReport({ projectId, maySend }: { projectId: string; maySend: boolean }) {
  const assessment = await getAssessment(projectId);
  const state = assessment ? readAssessmentState(assessment.state) : startAssessment();
  const { done, total } = countQuestions(state);
  const initial = assessment && { ...assessment, state: '{}', outbox: null };
  return <ReportPending projectId={projectId} initial={initial} open={total - done} maySend={maySend} />;
}
