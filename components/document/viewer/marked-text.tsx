import { type MarkedPart, markParts } from '#lib/domain/document-view/text-match';

type Range = readonly [start: number, end: number];

type MarkedTextProps = { text: string; ranges: readonly Range[]; current?: Range | undefined };

const style: Record<Exclude<MarkedPart['mark'], 'none'>, string> = {
  match: 'rounded-xs bg-waiting-soft text-ink outline outline-waiting/40',
  current: 'rounded-xs bg-accent text-accent-ink outline-2 outline-accent',
};

/** Text with what was found in it marked; the place that one is at stands out. */
export function MarkedText({ text, ranges, current }: MarkedTextProps) {
  if (ranges.length === 0) return text;
  return markParts(text, ranges, current).map(({ text: part, mark }, index) =>
    mark === 'none' ? (
      part
    ) : (
      <mark key={index} className={style[mark]} {...(mark === 'current' && { 'data-current': '' })}>
        {part}
      </mark>
    ),
  );
}
