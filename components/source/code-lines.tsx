import { useTranslations } from 'next-intl';
import type { CodeLine } from '#lib/domain/source-view/lines';
import { cn } from '../ui/class-names.ts';

type CodeLinesProps = {
  lines: readonly CodeLine[];
  marked: number | undefined;
  /** Makes the numbers a way to cite their lines. */
  onPick?: (number: number) => void;
};

/** Numbered lines of code as text: nothing of it is anything else. */
export function CodeLines({ lines, marked, onPick }: CodeLinesProps) {
  const t = useTranslations('viewer.source');
  return (
    <ol className="font-mono text-sm leading-6">
      {lines.map(({ number, text }) => (
        <li
          key={number}
          id={onPick ? `line-${number}` : undefined}
          aria-current={number === marked ? 'location' : undefined}
          className={cn('flex scroll-mt-24', number === marked && 'bg-accent-soft')}
        >
          {onPick ? (
            <button
              type="button"
              aria-label={t('line', { number })}
              onClick={() => onPick(number)}
              className="w-14 shrink-0 pr-3 text-right text-ink-faint tabular-nums select-none -outline-offset-2 hover:text-accent-text"
            >
              {number}
            </button>
          ) : (
            <span className="w-12 shrink-0 pr-3 text-right text-ink-faint tabular-nums select-none">{number}</span>
          )}
          <code className="pr-4 whitespace-pre">{text || ' '}</code>
        </li>
      ))}
    </ol>
  );
}
