'use client';

import { ChevronDown, ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';

/** So many lines are shown before somebody asks for the rest. */
const FOLDED_LINES = 12;
/** And so many characters at all: the rest of a huge value is for tools, not for the eye. */
const SHOWN_CHARACTERS = 200_000;

/** A value as indented JSON, long ones folded. */
export function JsonView({ value }: { value: unknown }) {
  const t = useTranslations('run.inspector');
  const [isOpen, setIsOpen] = useState(false);
  if (value === undefined || value === null) return <p className="text-ink-faint">{t('none')}</p>;
  const text = JSON.stringify(value, null, 2).slice(0, SHOWN_CHARACTERS);
  const lines = text.split('\n');
  const isLong = lines.length > FOLDED_LINES;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <div className="grid gap-1">
      <pre className="max-h-120 overflow-auto rounded-md bg-muted p-2 font-mono text-sm break-words whitespace-pre-wrap">
        {isLong && !isOpen ? `${lines.slice(0, FOLDED_LINES).join('\n')}\n…` : text}
      </pre>
      {isLong && (
        <Button
          size="small"
          variant="ghost"
          className="-ml-2 justify-self-start"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Chevron aria-hidden />
          {isOpen ? t('fold') : t('unfold', { count: lines.length })}
        </Button>
      )}
    </div>
  );
}
