import { CloudUpload, FileCheck2, FileX2, ListStart, LoaderCircle, ScanText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { DocumentStatus } from '#lib/domain/document/states';
import { StateBadge, type Tone } from '../ui/state-badge.tsx';

const look = {
  AWAITING_UPLOAD: { tone: 'waiting', icon: CloudUpload },
  UPLOADED: { tone: 'running', icon: ListStart },
  PROCESSING: { tone: 'running', icon: LoaderCircle },
  RECOGNIZING: { tone: 'running', icon: ScanText },
  PROCESSED: { tone: 'done', icon: FileCheck2 },
  REJECTED: { tone: 'failed', icon: FileX2 },
} as const satisfies Record<DocumentStatus, { tone: Tone; icon: typeof CloudUpload }>;

/** What became of an upload, in color, icon and word. */
export function DocumentStatusBadge({ status }: { status: DocumentStatus | null }) {
  const t = useTranslations('document.status');
  const known = status ?? 'AWAITING_UPLOAD';
  return <StateBadge {...look[known]}>{t(known)}</StateBadge>;
}
