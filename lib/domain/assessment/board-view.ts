import type { AssessmentDimension, TopicId } from './dimensions.ts';
import type { Certainty } from './facts.ts';
import type { AssessmentAnswer } from './state.ts';

/** `notApplicable`: a follow-up that the other answers do not call for. */
export type BoardStatus = 'answered' | 'skipped' | 'open' | 'notApplicable';

/** A question as the board shows it: what was understood, from which words, and what level that gave. */
export type BoardRow = {
  /** `A1`, `A2`, …: what the report calls it. */
  ref: string;
  questionId: string;
  title: string;
  question: string;
  why: string;
  status: BoardStatus;
  value: string;
  quote: string;
  certainty: Certainty | null;
  how: AssessmentAnswer['how'] | null;
  source: { messageId: string; sentAt: string } | null;
  score: { level: number; says: string } | null;
};

export type BoardTopic = { id: TopicId; level: number | null; rows: BoardRow[] };

export type BoardDimension = {
  id: AssessmentDimension;
  /** 0 to 100: share of the applicable weight that is answered or skipped. */
  progress: number;
  level: number | null;
  /** 0 to 100: share of the scorable weight that has a score. */
  coverage: number;
  topics: BoardTopic[];
};

export type Board = {
  dimensions: BoardDimension[];
  overall: number | null;
  counts: Record<BoardStatus, number>;
  isCompleted: boolean;
};

export const boardFilters = ['all', 'open', 'answered', 'skipped'] as const;
export type BoardFilter = (typeof boardFilters)[number];

/** The filter that an address names; all where it names none. */
export function readBoardFilter(value: unknown): BoardFilter {
  return boardFilters.find((filter) => filter === value) ?? 'all';
}

/** The board with the rows of one status only; topics and dimensions stay where they have any. */
export function filterBoard(board: Board, filter: BoardFilter): BoardDimension[] {
  if (filter === 'all') return board.dimensions;
  const dimensions = board.dimensions.map((dimension) => ({
    ...dimension,
    topics: dimension.topics
      .map((topic) => ({ ...topic, rows: topic.rows.filter(({ status }) => status === filter) }))
      .filter(({ rows }) => rows.length > 0),
  }));
  return dimensions.filter(({ topics }) => topics.length > 0);
}
