import { MessagesSquare, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useConversationAgent } from './conversation-agent.ts';

type BeginPanelProps = {
  /** Absent where nothing may be sent. */
  onBegin: (() => void) | undefined;
  onWrite: () => void;
};

const expectations = ['length', 'words', 'correct', 'skip'] as const;

/** Before the first message: what the interview is, and how it begins. */
export function BeginPanel({ onBegin, onWrite }: BeginPanelProps) {
  const t = useTranslations('chat');
  const agent = useConversationAgent();
  return (
    <EmptyState
      icon={MessagesSquare}
      title={<h2>{t('begin.title')}</h2>}
      action={
        onBegin && (
          <>
            <Button variant="primary" onClick={onBegin}>
              <Play aria-hidden />
              {t('begin.action')}
            </Button>
            <Button onClick={onWrite}>{t('begin.write')}</Button>
          </>
        )
      }
    >
      <p>{t(`agents.${agent}.${onBegin ? 'begin' : 'beginReader'}`)}</p>
      {onBegin && (
        <ul className="mt-3 grid list-disc gap-1 pl-5 text-left">
          {expectations.map((key) => (
            <li key={key}>{key === 'length' ? t(`agents.${agent}.length`) : t(`begin.expect.${key}`)}</li>
          ))}
        </ul>
      )}
    </EmptyState>
  );
}
