import { notFound } from 'next/navigation';
import { mayAct } from '#lib/domain/access/claims';
import { buildBoard } from '#lib/domain/assessment/board';
import { readBoardFilter } from '#lib/domain/assessment/board-view';
import { startAssessment } from '#lib/domain/assessment/state';
import { getAssessment } from '#lib/server/assessment/queries';
import { getWorkspace } from '#lib/server/organization/queries';
import { getProject } from '#lib/server/project/queries';
import { readAssessmentState } from '#lib/server/report/assessment-state';
import { AssessmentBoard, NotBegun } from '@/components/assessment/assessment-board';

const ASSESSMENT_AGENT = 'assessment';

type AssessmentPageProps = {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function AssessmentPage({ params, searchParams }: AssessmentPageProps) {
  const { caller } = await getWorkspace();
  const { projectId } = await params;
  const project = await getProject(projectId);
  if (!project) notFound();
  const assessment = await getAssessment(projectId);
  const maySend = mayAct(caller, 'org_chat', project.organization) && !project.archivedAt;
  if (!assessment && !maySend) return <NotBegun projectId={projectId} maySend={false} />;
  const state = assessment ? readAssessmentState(assessment.state) : startAssessment();
  return (
    <AssessmentBoard
      project={project}
      agentId={ASSESSMENT_AGENT}
      board={buildBoard(state)}
      version={assessment?.version ?? 0}
      filter={readBoardFilter((await searchParams).show)}
      // The state stays here: the board is made of it, and the browser needs its version only.
      initial={assessment && { ...assessment, state: '{}', outbox: null }}
    />
  );
}
