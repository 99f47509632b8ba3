import { typstString, typstText } from '#lib/domain/text/typst-text';
import { describeRadar } from './radar.ts';
import type { AssessmentReport, DimensionReport, ReportAnswer, Statement } from './report-model.ts';
import { sourceName } from './source-name.ts';

/** The name under which the source expects the chart among its assets. */
export const radarFile = 'maturity-radar.svg';

const shownReferences = 8;

function references(sources: readonly string[]): string {
  const shown = sources.slice(0, shownReferences).map((source) => `#answer("${source}")`);
  const rest = sources.length - shown.length;
  return rest > 0 ? `${shown.join(' ')} ${typstText(`and ${rest} more`)}` : shown.join(' ');
}

const say = ({ text, sources }: Statement) => `${typstText(text)} ${references(sources)}`;
const level = (value: number | null) => (value === null ? 'unknown' : value.toFixed(1));
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const heading = (depth: number, text: string) => `#heading(level: ${depth})[${typstText(text)}]`;
const list = (items: readonly string[]) => items.map((item) => `#list[${item}]`).join('\n');

function table(columns: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const header = `table.header(${head.map((cell) => `[*${typstText(cell)}*]`).join(', ')})`;
  const cells = rows.flat().map((cell) => `[${cell}]`);
  return `#table(columns: (${columns}), ${[header, ...cells].join(', ')})`;
}

const preamble = (
  report: AssessmentReport,
) => `#set document(title: ${typstString(`Readiness for agentic AI: ${report.project.name}`)}, author: "Agentic AI Factory", description: "Readiness assessment with maturity, gaps, risks, use cases and next steps", date: datetime(year: ${Number(report.generatedAt.slice(0, 4))}, month: ${Number(report.generatedAt.slice(5, 7))}, day: ${Number(report.generatedAt.slice(8, 10))}))
#set page(paper: "a4", margin: (x: 22mm, y: 22mm), numbering: "1 / 1")
#set text(lang: "en", size: 10pt, font: ("Geist", "Libertinus Serif"), fill: rgb("#1a1a1a"))
#set par(justify: false, leading: 0.65em)
#set table.cell(breakable: false)
#set table(stroke: 0.5pt + rgb("#d4d4d4"), inset: 5pt, align: left + top)
#show heading: set block(above: 1.4em, below: 0.7em)
#show table: set text(size: 9pt)
#let answer(ref) = link(label(ref), text(size: 8pt, fill: rgb("#1d4ed8"), "[" + ref + "]"))
`;

function dimensionSection(dimension: DimensionReport): string {
  const topics = dimension.topics.map(
    ({ name, level: value, reasons }) =>
      `#strong[${typstText(`${capital(name)}: ${level(value)}`)}]\n\n${list(reasons.map(say))}`,
  );
  return [
    heading(
      2,
      `${capital(dimension.id)}: ${level(dimension.level)}${dimension.level === null ? '' : ` (${dimension.levelName})`}`,
    ),
    say(dimension.summary),
    ...topics,
  ].join('\n\n');
}

function answerBlock(answer: ReportAnswer): string {
  const { ref, title, question, status, value, quote, certainty, source } = answer;
  const said =
    status === 'answered'
      ? `Understood: ${value}${certainty === 'certain' ? '' : `, ${certainty}`}.`
      : status === 'skipped'
        ? 'Skipped.'
        : 'Not asked or not answered.';
  const place = source && quote !== '' ? ` “${quote}” (${sourceName(source)})` : '';
  return `#block[#strong[${typstText(`[${ref}] ${title}.`)}] ${typstText(question)} ${typstText(said + place)}] #label("${ref}")`;
}

/** The report as Typst source; the chart is the asset `maturity-radar.svg`. */
export function renderTypst(report: AssessmentReport): string {
  const { project, status, scores, gaps, risks, useCases, nextSteps, unanswered, answers } = report;
  const counts = `As of ${report.generatedAt.slice(0, 10)}. ${status.answered} questions answered, ${status.skipped} skipped, ${status.open} open. References such as [A1] lead to the answers in the appendix that a sentence rests on.`;
  const orNone = (text: string, none: string) => (text === '' ? typstText(none) : text);
  const sections = [
    preamble(report),
    `#title[${typstText(`Readiness for agentic AI: ${project.name}`)}]`,
    typstText(counts),
    heading(1, 'Summary'),
    orNone(list(report.summary.map(say)), 'There are no answers to sum up.'),
    heading(1, 'Maturity'),
    typstText(
      'Levels: 1 initial, 2 emerging, 3 defined, 4 managed, 5 leading. What was not answered is unknown, not zero.',
    ),
    table(
      '1fr, auto, auto, auto',
      ['Dimension', 'Level', 'Name', 'Evidence'],
      scores.dimensions.map((dimension) => [
        typstText(capital(dimension.id)),
        typstText(level(dimension.level)),
        typstText(dimension.levelName),
        typstText(`${dimension.coverage} %`),
      ]),
    ),
    `#figure(image("${radarFile}", width: 100%, alt: ${typstString(describeRadar(report))}), alt: ${typstString(describeRadar(report))}, caption: [Maturity per topic])`,
    ...scores.dimensions.map(dimensionSection),
    heading(1, 'Gaps'),
    orNone(
      list(gaps.map(({ severity, statement }) => `#strong[${typstText(`${capital(severity)}:`)}] ${say(statement)}`)),
      'The answers show no gap.',
    ),
    heading(1, 'Risks'),
    risks.length === 0
      ? typstText('The answers show no risk of the catalogue.')
      : table(
          '1.2fr, auto, 2fr, 2fr, auto',
          ['Risk', 'Rating', 'Why', 'Answer to it', 'Owner'],
          risks.map((risk) => [
            typstText(risk.title),
            typstText(`${risk.rating} of 9`),
            say(risk.statement),
            typstText(risk.mitigation),
            typstText(risk.owner),
          ]),
        ),
    heading(1, 'Use cases'),
    typstText(
      useCases.length === 0
        ? 'No process was named that a use case could be built on.'
        : 'Ranked by value times feasibility, each 1 to 5.',
    ),
    ...useCases.map((useCase, index) =>
      [
        heading(2, `${index + 1}. ${useCase.title}`),
        typstText(`Priority ${useCase.priority} of 25: value ${useCase.value}, feasibility ${useCase.feasibility}.`),
        list(useCase.reasons.map(say)),
      ].join('\n\n'),
    ),
    heading(1, 'Next steps'),
    nextSteps.length === 0
      ? typstText('No step follows from the answers yet.')
      : table(
          '2fr, auto, auto, 2fr',
          ['Step', 'Owner', 'When', 'Because'],
          nextSteps.map(({ action, owner, horizon, reason }) => [
            typstText(action),
            typstText(owner),
            typstText(horizon),
            say(reason),
          ]),
        ),
    heading(1, 'Unanswered questions'),
    orNone(
      list(
        unanswered.map(
          ({ ref, question, status: state, why }) =>
            `#answer("${ref}") ${typstText(`${question} ${capital(state)}. ${why}`)}`,
        ),
      ),
      'Every question is answered.',
    ),
    heading(1, 'Appendix: answers'),
    ...answers.map(answerBlock),
  ];
  return `${sections.join('\n\n')}\n`;
}
