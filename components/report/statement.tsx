'use client';

import { MessageSquareText } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { createContext, type ReactNode, useContext, useId, useState } from 'react';
import type { ReportAnswer, ReportStatement } from '#lib/domain/report/report-document';

type Sources = { projectId: string; answers: ReadonlyMap<string, ReportAnswer> };

const SourcesContext = createContext<Sources>({ projectId: '', answers: new Map() });

/** Gives the statements below the answers that they rest on. */
export function StatementSources({ value, children }: { value: Sources; children: ReactNode }) {
  return <SourcesContext value={value}>{children}</SourcesContext>;
}

const SHOWN = 4;

/** A sentence of the report; its references open the answers that it rests on. */
export function Statement({ statement }: { statement: ReportStatement }) {
  const t = useTranslations('report');
  const id = useId();
  const { answers } = useContext(SourcesContext);
  const [isOpen, setIsOpen] = useState(false);
  const { text, sources } = statement;
  const shown = sources.slice(0, SHOWN).join(' ');
  return (
    <div className="grid min-w-0 gap-2">
      <p className="text-pretty break-words">
        {text}{' '}
        {sources.length > 0 && (
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setIsOpen(!isOpen)}
            className="inline-flex min-h-6 items-center rounded-sm bg-muted px-1.5 align-baseline font-mono text-xs text-ink-soft hover:text-ink"
          >
            {sources.length > SHOWN ? t('moreRefs', { refs: shown, count: sources.length - SHOWN }) : shown}
            <span className="sr-only">{t('sourcesOf', { count: sources.length })}</span>
          </button>
        )}
      </p>
      <ul
        id={id}
        hidden={!isOpen}
        // A list that scrolls must be reachable by keyboard.
        tabIndex={sources.length > SHOWN ? 0 : undefined}
        className="grid max-h-80 gap-3 overflow-y-auto border-l-2 pl-3 -outline-offset-2 [&[hidden]]:hidden"
      >
        {isOpen &&
          sources.map((ref) => {
            const answer = answers.get(ref);
            return answer && <AnswerPeek key={ref} answer={answer} />;
          })}
      </ul>
    </div>
  );
}

function AnswerPeek({ answer }: { answer: ReportAnswer }) {
  return (
    <li className="grid gap-0.5 text-sm">
      <p className="font-medium">
        <a href={`#${answer.ref}`} className="mr-1.5 font-mono font-normal text-accent-text hover:underline">
          {answer.ref}
        </a>
        {answer.title}
      </p>
      <AnswerBody answer={answer} />
    </li>
  );
}

/** What was answered, in which words, and the way to the message. */
export function AnswerBody({ answer }: { answer: ReportAnswer }) {
  const t = useTranslations('report');
  const { projectId } = useContext(SourcesContext);
  const { status, value, quote, source } = answer;
  const isFromMessage = source && source.messageId !== 'project-description';
  return (
    <>
      <p className="break-words">{status === 'answered' ? value : t(`answerStatus.${status}`)}</p>
      {quote && <p className="break-words text-ink-soft">“{quote}”</p>}
      {isFromMessage && (
        <Link
          href={`/projects/${projectId}/chat#message-${source.messageId}`}
          className="inline-flex min-h-6 items-center gap-1 justify-self-start text-accent-text hover:underline"
        >
          <MessageSquareText aria-hidden className="size-3.5" />
          {t('toMessage')}
        </Link>
      )}
    </>
  );
}
