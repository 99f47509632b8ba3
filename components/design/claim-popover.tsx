'use client';

import { X } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import type { Claim } from '#lib/domain/design-document/document';
import { Button } from '../ui/button.tsx';
import { CopyId } from '../ui/copy-id.tsx';
import { ClaimSources } from './claim-sources.tsx';
import { CodePeek } from './code-peek.tsx';

type ClaimPopoverProps = { claim: Claim; at: HTMLElement; onClose: () => void };

/** A claim with its sources beside where it is made: file and line with the code around, without leaving the text. */
export function ClaimPopover({ claim, at, onClose }: ClaimPopoverProps) {
  const t = useTranslations('technicalDesign.claim');
  const format = useFormatter();
  // Made anew for each claim: the element stays.
  const [anchor] = useState({ current: at });
  return (
    <Popover.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Portal>
        <Popover.Content
          aria-label={t('label')}
          sideOffset={6}
          collisionPadding={12}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            at.focus();
          }}
          className="z-30 grid max-h-[min(480px,70vh)] w-[min(640px,calc(100vw-24px))] grid-cols-1 gap-3 overflow-y-auto rounded-lg border bg-raised p-4 shadow-popover outline-none"
        >
          <div className="flex items-start justify-between gap-3">
            <p className="min-w-0 font-medium break-words">{claim.text}</p>
            <Button size="icon-small" variant="ghost" aria-label={t('close')} onClick={onClose}>
              <X aria-hidden />
            </Button>
          </div>
          <ClaimSources
            claim={claim}
            peek={(source) =>
              source.kind === 'file' && source.line !== undefined && <CodePeek path={source.id} line={source.line} />
            }
          />
          <p className="flex flex-wrap items-center gap-x-4 text-sm text-ink-faint">
            <span>{t('confidence', { share: format.number(claim.confidence, { style: 'percent' }) })}</span>
            <CopyId value={claim.id} />
          </p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
