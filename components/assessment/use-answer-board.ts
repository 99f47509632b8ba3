'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useState } from 'react';
import { type Assessment, useLiveAssessment } from '#lib/client/assessment/use-live-assessment';
import { useSendMessage } from '#lib/client/conversation/use-send-message';
import type { Board } from '#lib/domain/assessment/board-view';
import type { FailureCode } from '#lib/domain/result/action-result';

/** What became of an answer that was sent from the board. */
export type SentAnswer =
  | { state: 'reading' }
  | { state: 'failed'; code: FailureCode; retry: () => void; discard: () => void }
  | { state: 'unread' };

/** An answer on its way: at which version of the assessment it was sent, and what stood there then. */
type Pending = { version: number; before: string };

type AnswerBoardInput = {
  projectId: string;
  agentId: string;
  board: Board;
  /** Of the assessment that the board was made from. */
  version: number;
  initial: Assessment | null;
};

type AnswerBoard = {
  isCurrent: boolean;
  answer: (questionId: string, text: string) => void;
  sentOf: (questionId: string) => SentAnswer | undefined;
};

/**
 * Keeps the board current: the server makes it, because the question bank is its to hold, and makes it anew when the
 * assessment moves. Answers go to the agent as messages for exactly one question.
 */
export function useAnswerBoard({ projectId, agentId, board, version, initial }: AnswerBoardInput): AnswerBoard {
  const router = useRouter();
  const live = useLiveAssessment(projectId, initial);
  const liveVersion = live?.version ?? 0;
  const [pending, setPending] = useState<Readonly<Record<string, Pending>>>({});
  const { outgoing, send, retry, discard } = useSendMessage({
    projectId,
    agentId,
    stored: [],
    onSent: () => undefined,
  });

  const refresh = useEffectEvent(() => {
    if (liveVersion > version) router.refresh();
  });
  useEffect(() => refresh(), [liveVersion]);

  const fingerprintOf = (questionId: string): string => {
    const rows = board.dimensions.flatMap(({ topics }) => topics.flatMap((topic) => topic.rows));
    const row = rows.find((one) => one.questionId === questionId);
    return JSON.stringify([row?.status, row?.value, row?.source?.messageId]);
  };
  return {
    isCurrent: liveVersion <= version,
    answer: (questionId, text) => {
      setPending((all) => ({ ...all, [questionId]: { version, before: fingerprintOf(questionId) } }));
      send({ text, questionId });
    },
    sentOf: (questionId) => {
      const message = outgoing.findLast((one) => one.questionId === questionId);
      if (message?.failure) {
        const { key, failure } = message;
        const leave = () => {
          discard(key);
          setPending(({ [questionId]: _gone, ...rest }) => rest);
        };
        return { state: 'failed', code: failure.code, retry: () => retry(key), discard: leave };
      }
      const sent = pending[questionId];
      if (!sent) return message ? { state: 'reading' } : undefined;
      if (version <= sent.version) return { state: 'reading' };
      return sent.before === fingerprintOf(questionId) ? { state: 'unread' } : undefined;
    },
  };
}
