'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { cn } from './class-names.ts';

type CopyIdProps = {
  value: string;
  /** Shown instead of the whole id; the whole one is copied. */
  short?: string;
  className?: string;
};

/** An id in mono that copies itself on click. */
export function CopyId({ value, short, className }: CopyIdProps) {
  const t = useTranslations('common');
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setIsCopied(true);
  };
  const Icon = isCopied ? Check : Copy;
  return (
    <button
      type="button"
      onClick={() => void copy()}
      title={value}
      className={cn(
        'inline-flex min-h-6 max-w-full items-center gap-1.5 rounded-sm font-mono text-sm text-ink-faint hover:text-ink',
        className,
      )}
    >
      <span className="truncate">{short ?? value}</span>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      <span className="sr-only">{t('copy')}</span>
      <span aria-live="polite" className="sr-only">
        {isCopied ? t('copied') : ''}
      </span>
    </button>
  );
}
