import { useTranslations } from 'next-intl';
import { radarShape } from '#lib/domain/report/radar-shape';
import type { ReportDimension } from '#lib/domain/report/report-document';

const RADIUS = 170;

/** Maturity per topic at a glance. The table beside it says the same in numbers. */
export function RadarChart({ dimensions }: { dimensions: readonly ReportDimension[] }) {
  const t = useTranslations();
  const shape = radarShape(
    dimensions.flatMap(({ topics }) => topics.map(({ id, level }) => ({ id, level }))),
    RADIUS,
  );
  return (
    <svg
      viewBox="-300 -215 600 430"
      role="img"
      aria-label={t('report.radarLabel')}
      className="mx-auto block w-full max-w-2xl"
      fontSize={12.5}
    >
      {shape.rings.map((points) => (
        <polygon key={points} points={points} fill="none" stroke="var(--line)" />
      ))}
      {shape.axes.map(({ id, end, at }) => (
        <line key={id} x2={end.x} y2={end.y} stroke="var(--line)" strokeDasharray={at ? undefined : '3 4'} />
      ))}
      {shape.outline && <polygon points={shape.outline} fill="var(--accent)" fillOpacity={0.12} />}
      {shape.lines.map(({ from, to }) => (
        <line
          key={`${from.x},${from.y}`}
          x1={from.x}
          y1={from.y}
          x2={to.x}
          y2={to.y}
          stroke="var(--accent-text)"
          strokeWidth={2}
          strokeLinecap="round"
        />
      ))}
      {shape.axes.map(({ id, at }) => at && <circle key={id} cx={at.x} cy={at.y} r={3.5} fill="var(--accent-text)" />)}
      {shape.axes.map(({ id, label, level }) => (
        <text
          key={id}
          x={label.x}
          y={label.y + 4}
          textAnchor={Math.abs(label.x) < 12 ? 'middle' : label.x > 0 ? 'start' : 'end'}
          fill={level === null ? 'var(--ink-faint)' : 'var(--ink-soft)'}
        >
          {t(`assessment.topic.${id}`)}{' '}
          <tspan fill={level === null ? 'var(--ink-faint)' : 'var(--ink)'} className="font-mono">
            {level === null ? '–' : level.toFixed(1)}
          </tspan>
        </text>
      ))}
    </svg>
  );
}
