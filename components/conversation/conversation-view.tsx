'use client';

import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useLayoutEffect, useRef } from 'react';
import * as z from 'zod/mini';
import { type AgentStatus, useLiveAgentStatuses } from '#lib/client/agent/use-live-agent-statuses';
import { type Message, useLiveConversation } from '#lib/client/conversation/use-live-conversation';
import { useSendMessage } from '#lib/client/conversation/use-send-message';
import { useStreamedReplies } from '#lib/client/conversation/use-streamed-replies';
import { type Project, useLiveProject } from '#lib/client/project/use-live-project';
import type { ConversationAgent } from '#lib/domain/conversation/agents';
import { readReplyMetadata } from '#lib/domain/conversation/reply-metadata';
import { useMay } from '../providers/workspace-context.tsx';
import { Card } from '../ui/card.tsx';
import { AgentPresence } from './agent-presence.tsx';
import { AgentSwitch } from './agent-switch.tsx';
import { AnswerControls } from './answer-controls.tsx';
import { BeginPanel } from './begin-panel.tsx';
import { CompletionBanner } from './completion-banner.tsx';
import { Composer } from './composer.tsx';
import { ConversationAgentContext } from './conversation-agent.ts';
import { InterviewPanel } from './interview-panel.tsx';
import { Markdown } from './markdown.tsx';
import { MessageHead, MessageItem } from './message-item.tsx';
import { OutgoingItem } from './outgoing-item.tsx';
import { Thread } from './thread.tsx';

// The content security policy forbids compiling code from text, which zod would otherwise try first.
z.config({ jitless: true });

type ConversationViewProps = {
  project: Project;
  agentId: ConversationAgent;
  page: { items: Message[]; nextToken: string | null };
  agentStatuses: AgentStatus[];
};

/** The conversation of a project's people with one agent, as it goes. */
export function ConversationView({ project: initialProject, agentId, page, agentStatuses }: ConversationViewProps) {
  const t = useTranslations('chat');
  const project = useLiveProject(initialProject);
  const mayChat = useMay('org_chat');
  const maySend = mayChat && !project.archivedAt;
  const field = useRef<HTMLTextAreaElement>(null);
  const answered = useRef<string>(undefined);
  const frame = useRef<HTMLDivElement>(null);
  // On a small screen the conversation fills it: the field to write in must not lie below the fold.
  useLayoutEffect(() => {
    frame.current?.scrollIntoView({ block: 'nearest' });
  }, []);

  const conversation = useLiveConversation(project.id, agentId, page);
  const messages = conversation.messages ?? [];
  const streamed = useStreamedReplies(project.id, agentId, new Set(messages.map(({ id }) => id)));
  const { outgoing, send, retry, discard } = useSendMessage({
    projectId: project.id,
    agentId,
    stored: messages,
    onSent: conversation.take,
  });
  const status = useLiveAgentStatuses(project.id, agentStatuses).find((one) => one.agentId === agentId);

  const last = messages.at(-1);
  const lastReply = messages.findLast(({ messageType }) => messageType === 'AGENT');
  const metadata = readReplyMetadata(lastReply?.metadata);
  const [control] = metadata.controls;
  const isWaiting = last?.messageType === 'USER' || outgoing.some(({ failure }) => failure === undefined);
  const waitsFor = last?.messageType === 'USER' ? last : undefined;
  const lastOfPerson = messages.findLast(({ messageType }) => messageType === 'USER');

  const say = (text: string, questionId?: string) => send({ text, questionId });
  const answer = (text: string) => {
    // A double click answers once: the next question comes with the next reply.
    if (!control || answered.current === lastReply?.id) return;
    answered.current = lastReply?.id;
    say(text, control.questionId);
    field.current?.focus();
  };
  const again =
    lastOfPerson && maySend ? () => say(lastOfPerson.message, lastOfPerson.questionId ?? undefined) : undefined;
  const isEmpty = messages.length === 0 && outgoing.length === 0;

  return (
    <ConversationAgentContext value={agentId}>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_336px]">
        <Card
          ref={frame}
          className="flex h-[calc(100dvh-72px)] min-h-104 scroll-mb-3 md:h-[calc(100dvh-180px)] min-w-0 flex-col overflow-hidden"
        >
          <h2 className="sr-only">{t('title')}</h2>
          <AgentSwitch projectId={project.id} />
          <CompletionBanner projectId={project.id} isCompleted={metadata.isCompleted} />
          <Thread
            label={t('log')}
            firstId={messages[0]?.id}
            older={{
              hasMore: conversation.hasOlder,
              isLoading: conversation.isLoadingOlder,
              load: conversation.loadOlder,
            }}
          >
            {isEmpty && (
              <BeginPanel
                onBegin={maySend ? () => say(t('begin.words')) : undefined}
                onWrite={() => field.current?.focus()}
              />
            )}
            {messages.map((message) => (
              <MessageItem
                key={message.id}
                message={message}
                onCorrect={maySend ? (questionId, text) => say(text, questionId) : undefined}
                onRetry={message === last ? again : undefined}
              />
            ))}
            {outgoing.map((message) => (
              <OutgoingItem
                key={message.key}
                message={message}
                onRetry={() => retry(message.key)}
                onDiscard={() => {
                  answered.current = undefined;
                  discard(message.key);
                }}
              />
            ))}
            {streamed.map(({ messageId, text }) => (
              <article key={`streamed-${messageId}`} aria-live="off" className="grid min-w-0 gap-2">
                <MessageHead name={t(`agents.${agentId}.name`)} icon />
                <Markdown text={text} isStreaming />
              </article>
            ))}
            {waitsFor && streamed.length === 0 && (
              <AgentPresence status={status} waitingSince={waitsFor.timestamp} onRetry={again} />
            )}
          </Thread>
          {maySend ? (
            <div className="border-t bg-surface">
              {control && !metadata.isCompleted && (
                <AnswerControls key={lastReply?.id} control={control} isDisabled={isWaiting} onAnswer={answer} />
              )}
              <Composer ref={field} onSend={(text) => say(text)} />
            </div>
          ) : (
            <p className="flex items-center gap-2 border-t px-4 py-3 text-ink-soft">
              <Lock aria-hidden className="size-4 shrink-0" />
              {t(mayChat ? 'archived' : 'readOnly')}
            </p>
          )}
        </Card>
        <InterviewPanel
          projectId={project.id}
          progress={metadata.progress}
          interviewProgress={metadata.interviewProgress}
          status={status}
          isCompleted={metadata.isCompleted}
          control={control?.kind === 'confirm' && !metadata.isCompleted ? control : undefined}
          onAnswer={maySend && !isWaiting ? answer : undefined}
          onSay={maySend && !isEmpty ? (words) => say(words) : undefined}
        />
      </div>
    </ConversationAgentContext>
  );
}
