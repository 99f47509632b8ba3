import { topicIds, topicName } from '#lib/domain/assessment/dimensions';
import type { AssessmentReport } from './report-model.ts';

const size = { width: 720, height: 460 };
const centre = { x: 360, y: 230 };
const radius = 190;
const rings = [1, 2, 3, 4, 5];

const escapeXml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 32};`);

function pointAt(index: number, level: number): { x: number; y: number } {
  const angle = (index / topicIds.length) * 2 * Math.PI - Math.PI / 2;
  const distance = (level / 5) * radius;
  const round = (value: number) => Math.round(value * 10) / 10;
  return { x: round(centre.x + distance * Math.cos(angle)), y: round(centre.y + distance * Math.sin(angle)) };
}

function label(index: number, text: string, isKnown: boolean): string {
  const { x, y } = pointAt(index, 5.45);
  const anchor = Math.abs(x - centre.x) < 12 ? 'middle' : x > centre.x ? 'start' : 'end';
  const fill = isKnown ? '#1a1a1a' : '#6b6b6b';
  return `<text x="${x}" y="${y + 4}" text-anchor="${anchor}" font-size="13" fill="${fill}">${escapeXml(text)}</text>`;
}

/** What the chart shows, in words: its text alternative. */
export function describeRadar(report: AssessmentReport): string {
  const parts = report.scores.dimensions.map(({ id, topics }) => {
    const levels = topics.map(({ name, level }) => `${name} ${level === null ? 'unknown' : level.toFixed(1)}`);
    return `${id}: ${levels.join(', ')}`;
  });
  return `Radar chart of maturity per topic, from 1 (initial) to 5 (leading). ${parts.join('. ')}.`;
}

/**
 * A radar chart of maturity per topic as SVG. Unknown topics have a dashed axis and no point: unknown is not zero, so
 * the line is broken there. Topics of one dimension that are known side by side are joined.
 */
export function renderRadar(report: AssessmentReport): string {
  const levels = new Map(
    report.scores.dimensions.flatMap(({ topics }) => topics.map(({ id, level }) => [id, level] as const)),
  );
  const points = topicIds.map((id, index) => {
    const level = levels.get(id) ?? null;
    return { id, index, level, at: level === null ? undefined : pointAt(index, level) };
  });
  const grid = rings.map((ring) => {
    const corners = topicIds.map((_, index) => pointAt(index, ring)).map(({ x, y }) => `${x},${y}`);
    return `<polygon points="${corners.join(' ')}" fill="none" stroke="#d4d4d4" stroke-width="${ring === 5 ? 1.5 : 0.75}"/>`;
  });
  const axes = points.map(({ index, level }) => {
    const { x, y } = pointAt(index, 5);
    const dash = level === null ? ' stroke-dasharray="3 4"' : '';
    return `<line x1="${centre.x}" y1="${centre.y}" x2="${x}" y2="${y}" stroke="#d4d4d4" stroke-width="0.75"${dash}/>`;
  });
  const lines = points.map(({ at, index }) => {
    const next = points[(index + 1) % points.length]?.at;
    return at && next
      ? `<line x1="${at.x}" y1="${at.y}" x2="${next.x}" y2="${next.y}" stroke="#1d4ed8" stroke-width="2"/>`
      : '';
  });
  const isComplete = points.every(({ at }) => at);
  const area = isComplete
    ? `<polygon points="${points.map(({ at }) => `${at?.x},${at?.y}`).join(' ')}" fill="#1d4ed8" fill-opacity="0.12"/>`
    : '';
  const dots = points.map(({ at }) => (at ? `<circle cx="${at.x}" cy="${at.y}" r="4" fill="#1d4ed8"/>` : ''));
  const labels = points.map(({ id, index, level }) =>
    label(index, `${topicName(id)} ${level === null ? '(unknown)' : level.toFixed(1)}`, level !== null),
  );
  const scale = rings.map(
    (ring) => `<text x="${centre.x + 4}" y="${pointAt(0, ring).y + 12}" font-size="10" fill="#6b6b6b">${ring}</text>`,
  );
  const title = `<title>Maturity per topic</title><desc>${escapeXml(describeRadar(report))}</desc>`;
  const body = [...grid, ...axes, area, ...lines, ...dots, ...scale, ...labels]
    .filter((part) => part !== '')
    .join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" font-family="Geist, Helvetica, Arial, sans-serif">\n${title}\n${body}\n</svg>\n`;
}
