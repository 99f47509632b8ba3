'use client';

import { PencilLine } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import type { UnderstoodAnswer } from '#lib/domain/conversation/reply-metadata';
import { Button } from '../ui/button.tsx';
import { AnswerEditor } from './answer-editor.tsx';
import { CertaintyBadge } from './certainty-badge.tsx';

export type CorrectAnswer = (questionId: string, text: string) => void;

type UnderstoodListProps = {
  answers: readonly UnderstoodAnswer[];
  /** Absent where nothing may be sent. */
  onCorrect: CorrectAnswer | undefined;
};

/** What the agent took from a message, each with the words it rests on and a way to set it right. */
export function UnderstoodList({ answers, onCorrect }: UnderstoodListProps) {
  const t = useTranslations('chat');
  return (
    <div className="rounded-lg border bg-surface">
      <p className="border-b px-3 py-1.5 text-sm font-medium text-ink-faint">{t('understood')}</p>
      <ul aria-label={t('understood')} className="divide-y">
        {answers.map((answer) => (
          <UnderstoodItem key={answer.questionId} answer={answer} onCorrect={onCorrect} />
        ))}
      </ul>
    </div>
  );
}

function UnderstoodItem({ answer, onCorrect }: { answer: UnderstoodAnswer; onCorrect: CorrectAnswer | undefined }) {
  const t = useTranslations('chat');
  const opener = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const close = () => {
    setIsOpen(false);
    requestAnimationFrame(() => opener.current?.focus());
  };
  return (
    <li className="grid gap-2 px-3 py-2.5">
      <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1.5">
        <div className="grid min-w-0 flex-1 basis-60 gap-0.5">
          <p className="text-sm text-ink-faint">{answer.question}</p>
          <p className="font-medium break-words">{answer.value || '–'}</p>
          {answer.quote && <p className="text-sm break-words text-ink-soft">“{answer.quote}”</p>}
        </div>
        <div className="flex items-center gap-2">
          <CertaintyBadge certainty={answer.certainty} />
          {onCorrect && (
            <Button
              ref={opener}
              size="small"
              variant="ghost"
              aria-expanded={isOpen}
              aria-label={t('correctThis', { question: answer.question })}
              onClick={() => setIsOpen(!isOpen)}
            >
              <PencilLine aria-hidden />
              {t('correct')}
            </Button>
          )}
        </div>
      </div>
      {isOpen && onCorrect && (
        <AnswerEditor
          label={t('correctLabel')}
          initial={answer.value}
          submitLabel={t('sendCorrection')}
          onCancel={close}
          onSubmit={(text) => {
            onCorrect(answer.questionId, text);
            close();
          }}
        />
      )}
    </li>
  );
}
