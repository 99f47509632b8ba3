'use client';

import { Bot, CircleAlert, RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Message } from '#lib/client/conversation/use-live-conversation';
import { readReplyMetadata } from '#lib/domain/conversation/reply-metadata';
import { splitReply } from '#lib/domain/conversation/reply-parts';
import { useWorkspace } from '../providers/workspace-context.tsx';
import { Button } from '../ui/button.tsx';
import { cn } from '../ui/class-names.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { useConversationAgent } from './conversation-agent.ts';
import { Markdown } from './markdown.tsx';
import { type CorrectAnswer, UnderstoodList } from './understood-list.tsx';

const messageAnchor = (id: string): string => `message-${id}`;

/** A message that a link led to is marked for a moment. */
const anchored =
  'scroll-mt-4 rounded-lg outline-none data-highlighted:ring-2 data-highlighted:ring-accent-text data-highlighted:ring-offset-8 data-highlighted:ring-offset-surface';

type MessageItemProps = {
  message: Message;
  onCorrect: CorrectAnswer | undefined;
  /** Sends again what could not be answered; given for the last message only. */
  onRetry: (() => void) | undefined;
};

/** One stored message: a person's at the right, an agent's over the whole width, a failure with its way out. */
export function MessageItem({ message, onCorrect, onRetry }: MessageItemProps) {
  switch (message.messageType) {
    case 'USER':
      return <PersonMessage message={message} />;
    case 'AGENT':
      return <AgentMessage message={message} onCorrect={onCorrect} />;
    case 'ERROR':
      return <FailedReply message={message} onRetry={onRetry} />;
    case 'SYSTEM':
      return (
        <article id={messageAnchor(message.id)} className="px-3 text-center text-sm text-ink-soft">
          {message.message}
        </article>
      );
  }
}

function PersonMessage({ message }: { message: Message }) {
  const t = useTranslations('chat');
  const { caller } = useWorkspace();
  const isOwn = message.senderId === caller.userId;
  return (
    <article
      id={messageAnchor(message.id)}
      tabIndex={-1}
      className={cn(anchored, 'grid justify-items-end gap-1 pl-8 sm:pl-16')}
    >
      <MessageHead name={isOwn ? t('you') : (message.senderEmail ?? t('person'))} timestamp={message.timestamp} />
      <PersonText>{message.message}</PersonText>
    </article>
  );
}

/** What a person wrote stands as written: it is text, never markup. */
export function PersonText({ children }: { children: string }) {
  return (
    <p className="max-w-full rounded-lg bg-muted px-3 py-2 break-words whitespace-pre-wrap [overflow-wrap:anywhere]">
      {children}
    </p>
  );
}

function AgentMessage({ message, onCorrect }: { message: Message; onCorrect: CorrectAnswer | undefined }) {
  const t = useTranslations('chat.agents');
  const agent = useConversationAgent();
  const { understood } = readReplyMetadata(message.metadata);
  const { before, after } =
    understood.length > 0 ? splitReply(message.message) : { before: '', after: message.message };
  return (
    <article id={messageAnchor(message.id)} tabIndex={-1} className={cn(anchored, 'grid min-w-0 gap-2')}>
      <MessageHead name={t(`${agent}.name`)} timestamp={message.timestamp} icon />
      {before && <Markdown text={before} />}
      {understood.length > 0 && <UnderstoodList answers={understood} onCorrect={onCorrect} />}
      {after && <Markdown text={after} />}
    </article>
  );
}

function FailedReply({ message, onRetry }: { message: Message; onRetry: (() => void) | undefined }) {
  const t = useTranslations('chat');
  return (
    <article id={messageAnchor(message.id)} tabIndex={-1} className="grid gap-2 rounded-lg bg-failed-soft px-3 py-2.5">
      <p className="flex items-center gap-2 font-medium text-failed">
        <CircleAlert aria-hidden className="size-4 shrink-0" />
        {t('replyFailed')}
      </p>
      <p className="break-words">{message.message}</p>
      {onRetry && (
        <Button size="small" className="justify-self-start" onClick={onRetry}>
          <RotateCw aria-hidden />
          {t('sendAgain')}
        </Button>
      )}
    </article>
  );
}

type MessageHeadProps = { name: ReactNode; timestamp?: string; icon?: boolean };

/** Who, and when. */
export function MessageHead({ name, timestamp, icon = false }: MessageHeadProps) {
  return (
    <p className="flex max-w-full items-center gap-2 text-sm text-ink-faint">
      {icon && <Bot aria-hidden className="size-4 shrink-0" />}
      <span className="truncate font-medium text-ink-soft">{name}</span>
      {timestamp && <RelativeTime value={timestamp} className="whitespace-nowrap" />}
    </p>
  );
}
