import { escapeMarkdown } from '../markdown-text.ts';
import type { AssessmentReport, DimensionReport, ReportAnswer, Statement } from './report-model.ts';
import { sourceName } from './source-name.ts';

const shownReferences = 8;

/** `[A3] [A12]`: the answers that a sentence rests on; the appendix quotes them. */
function references(sources: readonly string[]): string {
  const shown = sources.slice(0, shownReferences).map((source) => `[${source}]`);
  const rest = sources.length - shown.length;
  return rest > 0 ? `${shown.join(' ')} and ${rest} more` : shown.join(' ');
}

const say = ({ text, sources }: Statement) => `${escapeMarkdown(text)} ${references(sources)}`.trim();
const level = (value: number | null) => (value === null ? 'unknown' : value.toFixed(1));
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function dimensionSection(dimension: DimensionReport): string {
  const topics = dimension.topics.map(({ name, level: value, reasons }) => {
    const lines = reasons.map((reason) => `- ${say(reason)}`);
    return [`**${capital(name)}: ${level(value)}**`, '', ...lines].join('\n');
  });
  return [
    `### ${capital(dimension.id)}: ${level(dimension.level)}${dimension.level === null ? '' : ` (${dimension.levelName})`}`,
    say(dimension.summary),
    ...topics,
  ].join('\n\n');
}

function answerLine(answer: ReportAnswer): string {
  const { ref, title, question, status, value, quote, certainty, source } = answer;
  const head = `**[${ref}] ${escapeMarkdown(title)}.** ${escapeMarkdown(question)}`;
  if (status === 'open') return `${head} *Not asked or not answered.*`;
  const place = source ? ` (${escapeMarkdown(sourceName(source))})` : '';
  const quoted = quote === '' ? '' : ` “${escapeMarkdown(quote)}”${place}`;
  if (status === 'skipped') return `${head} *Skipped.*${quoted}`;
  const doubt = certainty === 'certain' ? '' : `, ${certainty}`;
  return `${head} Understood: ${escapeMarkdown(value)}${doubt}.${quoted}`;
}

function orNone(lines: readonly string[], none: string): string {
  return lines.length === 0 ? none : lines.join('\n');
}

/** The report as Markdown. A person's words are escaped: they show as typed and never become markup, HTML or links. */
export function renderMarkdown(report: AssessmentReport): string {
  const { project, status, scores, gaps, risks, useCases, nextSteps, unanswered, answers } = report;
  const sections = [
    `# Readiness for agentic AI: ${escapeMarkdown(project.name)}`,
    `As of ${report.generatedAt.slice(0, 10)}. ${status.answered} questions answered, ${status.skipped} skipped, ${status.open} open. References such as [A1] name the answers in the appendix that a sentence rests on.`,
    '## Summary',
    orNone(
      report.summary.map((statement) => `- ${say(statement)}`),
      'There are no answers to sum up.',
    ),
    '## Maturity',
    'Levels: 1 initial, 2 emerging, 3 defined, 4 managed, 5 leading. What was not answered is unknown, not zero.',
    table(
      ['Dimension', 'Level', 'Name', 'Evidence'],
      scores.dimensions.map(({ id, level: value, levelName, coverage }) => [
        capital(id),
        level(value),
        levelName,
        `${coverage} %`,
      ]),
    ),
    ...scores.dimensions.map(dimensionSection),
    '## Gaps',
    orNone(
      gaps.map(({ severity, statement }) => `- **${capital(severity)}**: ${say(statement)}`),
      'The answers show no gap.',
    ),
    '## Risks',
    risks.length === 0
      ? 'The answers show no risk of the catalogue.'
      : table(
          ['Risk', 'Rating', 'Why', 'Answer to it', 'Owner'],
          risks.map((risk) => [
            escapeMarkdown(risk.title),
            `${risk.rating} of 9`,
            say(risk.statement),
            escapeMarkdown(risk.mitigation),
            risk.owner,
          ]),
        ),
    '## Use cases',
    'Ranked by value times feasibility, each 1 to 5.',
    ...(useCases.length === 0 ? ['No process was named that a use case could be built on.'] : []),
    ...useCases.map((useCase, index) =>
      [
        `### ${index + 1}. ${escapeMarkdown(useCase.title)}`,
        `Priority ${useCase.priority} of 25: value ${useCase.value}, feasibility ${useCase.feasibility}.`,
        useCase.reasons.map((reason) => `- ${say(reason)}`).join('\n'),
      ].join('\n\n'),
    ),
    '## Next steps',
    nextSteps.length === 0
      ? 'No step follows from the answers yet.'
      : table(
          ['Step', 'Owner', 'When', 'Because'],
          nextSteps.map(({ action, owner, horizon, reason }) => [escapeMarkdown(action), owner, horizon, say(reason)]),
        ),
    '## Unanswered questions',
    orNone(
      unanswered.map(
        ({ ref, question, status: state, why }) =>
          `- [${ref}] ${escapeMarkdown(question)} *${capital(state)}.* ${escapeMarkdown(why)}`,
      ),
      'Every question is answered.',
    ),
    '## Appendix: answers',
    ...answers.map(answerLine),
  ];
  return `${sections.join('\n\n')}\n`;
}
