'use client';

import { ListChecks, MessagesSquare } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Assessment } from '#lib/client/assessment/use-live-assessment';
import { type Project, useLiveProject } from '#lib/client/project/use-live-project';
import {
  type Board,
  type BoardDimension,
  type BoardFilter,
  boardFilters,
  filterBoard,
} from '#lib/domain/assessment/board-view';
import { useMay } from '../providers/workspace-context.tsx';
import { LevelLabel } from '../report/level-label.tsx';
import { Button } from '../ui/button.tsx';
import { SectionCard } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { NavTabs } from '../ui/nav-tabs.tsx';
import { Progress } from '../ui/progress.tsx';
import { AnswerRow } from './answer-row.tsx';
import { useAnswerBoard } from './use-answer-board.ts';

type AssessmentBoardProps = {
  project: Project;
  agentId: string;
  board: Board;
  version: number;
  filter: BoardFilter;
  initial: Assessment | null;
};

/** Every question of the assessment with what was understood, live, each to be answered or set right in place. */
export function AssessmentBoard(props: AssessmentBoardProps) {
  const { agentId, board, version, filter, initial } = props;
  const t = useTranslations();
  const project = useLiveProject(props.project);
  const maySend = useMay('org_chat') && !project.archivedAt;
  const { answer, sentOf, isCurrent } = useAnswerBoard({ projectId: project.id, agentId, board, version, initial });
  const base = `/projects/${project.id}/assessment`;
  const hrefOf = (key: BoardFilter) => (key === 'all' ? base : `${base}?show=${key}`);
  const { answered, skipped, open } = board.counts;
  const counts = { all: answered + skipped + open, open, answered, skipped };
  const shown = filterBoard(board, filter);
  return (
    <div className="grid gap-4" aria-busy={!isCurrent}>
      <Overview board={board} />
      <NavTabs
        label={t('assessment.filter.label')}
        currentHref={hrefOf(filter)}
        tabs={boardFilters.map((key) => ({
          href: hrefOf(key),
          label: t(`assessment.filter.${key}`, { count: counts[key] }),
        }))}
      />
      {shown.length === 0 && (
        <EmptyState
          icon={ListChecks}
          title={t(`assessment.none.${filter}`)}
          action={
            <Button asChild>
              <Link href={base}>{t('assessment.showAll')}</Link>
            </Button>
          }
        />
      )}
      {shown.map((dimension) => (
        <section key={dimension.id} id={dimension.id} aria-labelledby={`${dimension.id}-title`} className="grid gap-3">
          <h2 id={`${dimension.id}-title`} className="mt-2 text-lg font-semibold">
            {t(`dimension.${dimension.id}`)}
          </h2>
          {dimension.topics.map((topic) => (
            <SectionCard
              key={topic.id}
              title={t(`assessment.topic.${topic.id}`)}
              action={<LevelLabel level={topic.level} />}
            >
              <ul className="divide-y">
                {topic.rows.map((row) => (
                  <AnswerRow
                    key={row.questionId}
                    projectId={project.id}
                    row={row}
                    sent={sentOf(row.questionId)}
                    onAnswer={maySend ? answer : undefined}
                  />
                ))}
              </ul>
            </SectionCard>
          ))}
        </section>
      ))}
    </div>
  );
}

function Overview({ board }: { board: Board }) {
  const t = useTranslations();
  const { answered, skipped, open } = board.counts;
  return (
    <SectionCard
      title={t('assessment.overview')}
      action={
        <p className="text-sm text-ink-soft">
          {t('assessment.dealtWith', { done: answered + skipped, total: answered + skipped + open })}
        </p>
      }
    >
      <ul className="grid gap-x-8 gap-y-3 px-4 py-3 sm:grid-cols-2 xl:grid-cols-4">
        {board.dimensions.map((dimension) => (
          <DimensionSummary key={dimension.id} dimension={dimension} />
        ))}
      </ul>
    </SectionCard>
  );
}

function DimensionSummary({ dimension }: { dimension: BoardDimension }) {
  const t = useTranslations();
  const name = t(`dimension.${dimension.id}`);
  return (
    <li className="grid content-start gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <a href={`#${dimension.id}`} className="font-medium hover:underline">
          {name}
        </a>
        <span className="font-mono text-sm tabular-nums">{dimension.progress} %</span>
      </div>
      <Progress value={dimension.progress} label={name} />
      <p className="text-sm text-ink-soft">
        {dimension.level === null ? (
          t('assessment.tooLittle', { coverage: dimension.coverage })
        ) : (
          <LevelLabel level={dimension.level} />
        )}
      </p>
    </li>
  );
}

/** Before the interview: nothing to show yet, and where it begins. */
export function NotBegun({ projectId, maySend }: { projectId: string; maySend: boolean }) {
  const t = useTranslations('assessment');
  return (
    <EmptyState
      icon={ListChecks}
      title={<h2>{t('notBegun')}</h2>}
      action={
        maySend && (
          <Button asChild variant="primary">
            <Link href={`/projects/${projectId}/chat`}>
              <MessagesSquare aria-hidden />
              {t('toChat')}
            </Link>
          </Button>
        )
      }
    >
      {t('notBegunBody')}
    </EmptyState>
  );
}
