'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { conversationAgents } from '#lib/domain/conversation/agents';
import { cn } from '../ui/class-names.ts';
import { useConversationAgent } from './conversation-agent.ts';

/** The agents of a project that one can talk to, each with a conversation of its own. */
export function AgentSwitch({ projectId }: { projectId: string }) {
  const t = useTranslations('chat');
  const current = useConversationAgent();
  const base = `/projects/${projectId}/chat`;
  return (
    <nav aria-label={t('agents.label')} className="border-b px-2 py-1.5">
      <ul className="flex gap-1 overflow-x-auto">
        {conversationAgents.map((agent) => (
          <li key={agent}>
            <Link
              href={agent === 'assessment' ? base : `${base}?agent=${agent}`}
              aria-current={agent === current ? 'page' : undefined}
              className={cn(
                'block h-7 rounded-md px-2.5 text-sm leading-7 whitespace-nowrap -outline-offset-2',
                agent === current ? 'bg-muted font-medium text-ink' : 'text-ink-soft hover:bg-muted hover:text-ink',
              )}
            >
              {t(`agents.${agent}.short`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
