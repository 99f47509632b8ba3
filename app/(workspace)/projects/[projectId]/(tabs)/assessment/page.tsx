import { notFound } from 'next/navigation';
import { getAssessment } from '#lib/server/assessment/queries';
import { getWorkspace } from '#lib/server/organization/queries';
import { getProject } from '#lib/server/project/queries';
import { AssessmentBoard } from './_components/assessment-board.tsx';

type AssessmentPageProps = { params: Promise<{ projectId: string }> };

export default async function AssessmentPage({ params }: AssessmentPageProps) {
  await getWorkspace();
  const { projectId } = await params;
  if (!(await getProject(projectId))) notFound();
  return <AssessmentBoard projectId={projectId} initial={await getAssessment(projectId)} />;
}
