import { useTranslations } from 'next-intl';

const steps = [1, 2, 3, 4, 5] as const;

/** A maturity level: its number, and the name of the step that it is nearest to. */
export function LevelLabel({ level }: { level: number | null }) {
  const t = useTranslations('assessment');
  if (level === null) return <span className="text-sm text-ink-faint">{t('noLevel')}</span>;
  const step = steps.find((one) => one >= Math.round(level)) ?? 5;
  return (
    <span className="text-sm whitespace-nowrap text-ink-soft">
      <span className="font-mono text-ink tabular-nums">{level.toFixed(1)}</span> {t(`level.${step}`)}
    </span>
  );
}
