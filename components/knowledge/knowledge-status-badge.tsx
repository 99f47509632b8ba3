import { CircleAlert, CircleCheck, CircleDashed, RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { KnowledgeBaseStatus, KnowledgeSourceStatus } from '#lib/domain/knowledge/states';
import { StateBadge, type Tone } from '../ui/state-badge.tsx';

type Look = { tone: Tone; icon: typeof CircleCheck };

const baseLook: Record<KnowledgeBaseStatus, Look> = {
  READY: { tone: 'done', icon: CircleCheck },
  SYNCING: { tone: 'running', icon: RefreshCw },
  FAILED: { tone: 'failed', icon: CircleAlert },
};

const sourceLook: Record<KnowledgeSourceStatus, Look> = {
  PENDING: { tone: 'running', icon: CircleDashed },
  INDEXED: { tone: 'done', icon: CircleCheck },
  FAILED: { tone: 'failed', icon: CircleAlert },
};

/** How a knowledge base stands, in color, icon and word. */
export function KnowledgeStatusBadge({ status }: { status: KnowledgeBaseStatus | null | undefined }) {
  const t = useTranslations('knowledge.status');
  const known = status ?? 'READY';
  return <StateBadge {...baseLook[known]}>{t(known)}</StateBadge>;
}

/** How a document in a knowledge base stands, in color, icon and word. */
export function SourceStatusBadge({ status }: { status: KnowledgeSourceStatus | null }) {
  const t = useTranslations('knowledge.sourceStatus');
  const known = status ?? 'PENDING';
  return <StateBadge {...sourceLook[known]}>{t(known)}</StateBadge>;
}
