'use client';

import { SendHorizontal } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { type KeyboardEvent, type Ref, type SubmitEvent, useId, useState } from 'react';
import { checkDraft } from '#lib/domain/conversation/draft';
import { messageMaxBytes } from '#lib/domain/conversation/message';
import { Button } from '../ui/button.tsx';
import { useConversationAgent } from './conversation-agent.ts';

type ComposerProps = { ref: Ref<HTMLTextAreaElement>; onSend: (text: string) => void };

/** Free text to the agent. Enter sends, Shift+Enter begins a line; what is too long is said before it is sent. */
export function Composer({ ref, onSend }: ComposerProps) {
  const t = useTranslations('chat');
  const agent = useConversationAgent();
  const format = useFormatter();
  const id = useId();
  const [text, setText] = useState('');
  const { problem, bytes, isNearLimit } = checkDraft(text);
  const shownProblem = problem === 'blank' ? undefined : problem;

  const send = () => {
    if (problem) return;
    onSend(text);
    setText('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    send();
  };
  return (
    <form onSubmit={submit} className="grid gap-1 p-2">
      <div className="flex items-end gap-2">
        <label htmlFor={id} className="sr-only">
          {t(`agents.${agent}.message`)}
        </label>
        <textarea
          ref={ref}
          id={id}
          rows={1}
          value={text}
          placeholder={t(`agents.${agent}.placeholder`)}
          aria-describedby={`${id}-note`}
          aria-invalid={shownProblem ? true : undefined}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={onKeyDown}
          className="field-sizing-content max-h-44 min-h-9 w-full min-w-0 resize-none rounded-md bg-transparent px-2 py-2 -outline-offset-2 placeholder:text-ink-faint"
        />
        <Button type="submit" variant="primary" size="icon" aria-label={t('send')} disabled={problem !== undefined}>
          <SendHorizontal aria-hidden />
        </Button>
      </div>
      <div id={`${id}-note`} className="flex flex-wrap justify-between gap-x-4 px-2 text-xs text-ink-faint">
        {shownProblem ? (
          <p role="alert" className="text-failed">
            {t(`problem.${shownProblem}`, { limit: messageMaxBytes })}
          </p>
        ) : (
          <p className="hidden sm:block">{t('keys')}</p>
        )}
        {isNearLimit && (
          <p className="font-mono tabular-nums">
            {t('bytes', { bytes: format.number(bytes), limit: format.number(messageMaxBytes) })}
          </p>
        )}
      </div>
    </form>
  );
}
