'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type SubmitEvent, useEffect, useId, useRef, useState } from 'react';
import { checkDraft } from '#lib/domain/conversation/draft';
import { messageMaxBytes } from '#lib/domain/conversation/message';
import { Button } from '../ui/button.tsx';
import { Textarea } from '../ui/textarea.tsx';

type AnswerEditorProps = {
  label: string;
  initial: string;
  submitLabel: string;
  onSubmit: (text: string) => void;
  onCancel: () => void;
};

/** A small editor in place: says one answer anew. Escape leaves everything as it was. */
export function AnswerEditor({ label, initial, submitLabel, onSubmit, onCancel }: AnswerEditorProps) {
  const t = useTranslations();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(initial);
  const { problem } = checkDraft(text);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  const submit = () => {
    if (!problem) onSubmit(text.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onCancel();
    }
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      submit();
    }
  };
  const onFormSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    submit();
  };
  return (
    <form onSubmit={onFormSubmit} className="grid gap-2">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <Textarea
        ref={field}
        id={id}
        value={text}
        rows={2}
        className="max-h-48 min-h-16"
        aria-invalid={problem === 'tooLong' || problem === 'unprintable' || undefined}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={onKeyDown}
      />
      {problem && problem !== 'blank' && (
        <p role="alert" className="text-sm text-failed">
          {t(`chat.problem.${problem}`, { limit: messageMaxBytes })}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="small" variant="primary" disabled={problem !== undefined}>
          {submitLabel}
        </Button>
        <Button size="small" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
