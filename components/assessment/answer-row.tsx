'use client';

import { CircleDashed, CircleSlash, MessageSquareText, PencilLine, SkipForward } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import type { BoardRow, BoardStatus } from '#lib/domain/assessment/board-view';
import { AnswerEditor } from '../conversation/answer-editor.tsx';
import { CertaintyBadge } from '../conversation/certainty-badge.tsx';
import { Button } from '../ui/button.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import type { SentAnswer } from './use-answer-board.ts';

type AnswerRowProps = {
  projectId: string;
  row: BoardRow;
  sent: SentAnswer | undefined;
  /** Absent where nothing may be sent. */
  onAnswer: ((questionId: string, text: string) => void) | undefined;
};

/** One question: what was understood, how and from which message, what it scored, and a way to set it right. */
export function AnswerRow({ projectId, row, sent, onAnswer }: AnswerRowProps) {
  const t = useTranslations('assessment');
  const opener = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const close = () => {
    setIsOpen(false);
    requestAnimationFrame(() => opener.current?.focus());
  };
  const isAnswered = row.status === 'answered';
  return (
    <li
      id={row.ref}
      className="grid scroll-mt-16 gap-3 px-4 py-3 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)_112px] lg:gap-6"
    >
      <div className="grid content-start gap-0.5">
        <p className="flex items-baseline gap-2 font-medium">
          <span className="w-8 shrink-0 font-mono text-sm font-normal text-ink-faint">{row.ref}</span>
          {row.title}
        </p>
        <p className="pl-10 text-sm text-pretty text-ink-soft">{row.question}</p>
      </div>
      <div className="grid min-w-0 content-start gap-1.5 pl-10 lg:pl-0">
        {isAnswered ? <Understood row={row} /> : <Unanswered status={row.status} quote={row.quote} />}
        {row.source && <Source projectId={projectId} row={row} source={row.source} />}
        {sent && <SentNote projectId={projectId} sent={sent} />}
        {isOpen && onAnswer && (
          <AnswerEditor
            label={t(isAnswered ? 'correctLabel' : 'answerLabel')}
            initial={row.value}
            submitLabel={t(isAnswered ? 'sendCorrection' : 'sendAnswer')}
            onCancel={close}
            onSubmit={(text) => {
              onAnswer(row.questionId, text);
              close();
            }}
          />
        )}
      </div>
      <div className="flex items-start pl-10 lg:justify-end lg:pl-0">
        {onAnswer && row.status !== 'notApplicable' && (
          <Button
            ref={opener}
            size="small"
            aria-expanded={isOpen}
            aria-label={t(isAnswered ? 'correctThis' : 'answerThis', { title: row.title })}
            disabled={sent?.state === 'reading'}
            onClick={() => setIsOpen(!isOpen)}
          >
            <PencilLine aria-hidden />
            {t(isAnswered ? 'correct' : 'answer')}
          </Button>
        )}
      </div>
    </li>
  );
}

function Understood({ row }: { row: BoardRow }) {
  const t = useTranslations('assessment');
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="min-w-0 font-medium break-words">{row.value || '–'}</span>
        {row.certainty && <CertaintyBadge certainty={row.certainty} />}
      </p>
      {row.quote && <p className="text-sm break-words text-ink-soft">“{row.quote}”</p>}
      {row.score && (
        <p className="text-sm text-ink-soft">
          <span className="font-mono text-ink">{t('levelOf5', { level: row.score.level })}</span> {row.score.says}.
        </p>
      )}
    </>
  );
}

function Unanswered({ status, quote }: { status: BoardStatus; quote: string }) {
  const t = useTranslations('assessment');
  const icon = { open: CircleDashed, skipped: SkipForward, notApplicable: CircleSlash, answered: CircleDashed }[status];
  return (
    <>
      <p>
        <StateBadge tone="neutral" icon={icon}>
          {t(`status.${status}`)}
        </StateBadge>
      </p>
      {status === 'notApplicable' && <p className="text-sm text-ink-soft">{t('notApplicableBody')}</p>}
      {status === 'skipped' && quote && <p className="text-sm break-words text-ink-soft">“{quote}”</p>}
    </>
  );
}

function Source({
  projectId,
  row,
  source,
}: {
  projectId: string;
  row: BoardRow;
  source: NonNullable<BoardRow['source']>;
}) {
  const t = useTranslations('assessment');
  if (source.messageId === 'project-description')
    return <p className="text-sm text-ink-faint">{t('fromDescription')}</p>;
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-sm text-ink-faint">
      {row.how && <span>{t(`how.${row.how}`)}</span>}
      <Link
        href={`/projects/${projectId}/chat#message-${source.messageId}`}
        className="inline-flex min-h-6 items-center gap-1 text-accent-text hover:underline"
      >
        <MessageSquareText aria-hidden className="size-3.5" />
        {t('toMessage')}
      </Link>
      <RelativeTime value={source.sentAt} />
    </p>
  );
}

function SentNote({ projectId, sent }: { projectId: string; sent: SentAnswer }) {
  const t = useTranslations('assessment');
  const chat = useTranslations('chat');
  switch (sent.state) {
    case 'reading':
      return (
        <p role="status">
          <StateBadge tone="running">{t('reading')}</StateBadge>
        </p>
      );
    case 'failed':
      return (
        <p role="alert" className="flex flex-wrap items-center gap-2 text-sm text-failed">
          {chat(`failure.${sent.code}`)}
          <Button size="small" onClick={sent.retry}>
            {chat('sendAgain')}
          </Button>
          <Button size="small" variant="ghost" onClick={sent.discard}>
            {chat('discard')}
          </Button>
        </p>
      );
    case 'unread':
      return (
        <p role="status" className="text-sm text-waiting">
          {t('unread')}{' '}
          <Link href={`/projects/${projectId}/chat`} className="underline">
            {t('toReply')}
          </Link>
        </p>
      );
  }
}
