import type { ProjectModel } from '../project-types.ts';
import { ruleFile, ruleTest } from '../rules/rule-paths.ts';
import { markdown } from '../text/literals.ts';

/** `README.md`: how to run, test and extend the project, what it does, and what it does not. */
export function renderReadme(project: ProjectModel): string {
  const { composition, design, entities, gaps, plan, rules } = project;
  const regions = rules.find((rule) => rule.regions)?.regions;
  const agents = composition.agents.length > 0;
  const systems =
    composition.connectors.some(({ integrations }) => integrations.length > 0) || composition.loose.length > 0;
  const start = `${regions?.[0] === undefined ? '' : 'REGION=<region> '}npm start`;
  const roles = [...new Set(rules.flatMap((rule) => rule.roles))];
  return `${[
    `# ${markdown(project.name)}`,
    markdown(design.useCase?.title ?? 'A solution without a named use case.'),
    'Plain JavaScript for Node 20 or later. There is nothing to install: it depends on no package.',
    ['```sh', 'npm test', start, '```'].join('\n'),
    'The server listens on `127.0.0.1`, on the port in `PORT` (8080). Without `APP_SECRET` it prints a token for development; with it, `node src/issue-token.js <person> [role ...]` makes tokens. To check the types, run any TypeScript from 5.0 on: `npx -p typescript tsc -p .`',
    ...(regions
      ? [
          `Records are stored only where the rules allow: set \`REGION\` to ${regions.map(markdown).join(' or ')}, truthfully.`,
        ]
      : []),
    [
      '```sh',
      `curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/records/${project.followed[0]?.slug}`,
      '```',
    ].join('\n'),
    '## What it does',
    [
      ...entities.map(
        ({ name, slug, fields }) =>
          `- **${markdown(name)}** at \`/records/${slug}\`: ${fields.map((field) => `\`${field.name}\``).join(', ')}.`,
      ),
      `- A change names the version that it was made from, as ETag in \`If-Match\`.`,
      ...(agents
        ? [
            `- On each ${project.followed.map(({ name }) => markdown(name)).join(' and ')} agents propose, people with the role ${markdown(project.reviewerRole)} decide${systems ? ', then the connected systems get the record' : ''}.`,
          ]
        : []),
      '- `GET /audit` (role `auditor`), `GET /metrics` and `/dead-letters` (role `operator`); anybody with a token may read and write records.',
    ].join('\n'),
    '## Rules',
    rules.length === 0
      ? 'The design has no business rule that can be code.'
      : [
          '| Rule | What it enforces | Code | Test |',
          '| --- | --- | --- | --- |',
          ...rules.map(
            ({ id, says, slug }) =>
              `| ${markdown(id)} | ${markdown(says)} | [code](${ruleFile(slug)}) | [test](${ruleTest(slug)}) |`,
          ),
        ].join('\n'),
    ...(roles.length > 0 ? [`Roles that rules name: ${roles.map(markdown).join(', ')}.`] : []),
    '## Where things are',
    [
      '- `src/application.js` puts the components together; `src/components`, `src/connectors`, `src/entities` and `src/rules` follow from the design.',
      '- `src/platform` and `src/http` hold what every such project has.',
      '- [docs/architecture.md](docs/architecture.md), a [specification per component](docs/specs), the [plan](docs/plan.md).',
      '- `traceability.json` leads from each file to the element of the design and its sources in the assessment.',
      '- `infrastructure/template.yaml` has the tables, queues and functions for AWS CloudFormation.',
    ].join('\n'),
    '## What it does not do',
    [
      '- Records, approvals, the queue and the audit log are in memory: they end with the process. The store and the queue are small interfaces to put a database and a queue service behind.',
      ...connectionLines(project),
      ...gaps.map(({ id, text }) => `- ${markdown(id)}: ${markdown(text)}`),
    ].join('\n'),
    `The plan: ${markdown(plan.startDate)} to ${markdown(plan.endDate)}, ${plan.tasks.length} tasks.`,
  ].join('\n\n')}\n`;
}

/** What has to be connected before the project does its work. */
function connectionLines({ composition }: ProjectModel): string[] {
  const { agents, connectors, knowledgeBases, loose } = composition;
  const systems = [...connectors.flatMap(({ integrations }) => integrations), ...loose];
  return [
    ...(systems.length > 0
      ? [
          `- No system is connected yet. Give a transport for each to \`createApplication\` in \`src/application.js\`, by name: ${systems.map(({ slug }) => `\`${slug}\``).join(', ')}. Until then what is to be delivered waits among the dead letters.`,
        ]
      : []),
    ...(knowledgeBases.length > 0
      ? [
          `- The knowledge bases are empty. Give \`passages\` to \`createApplication\`, with the base as source: ${knowledgeBases.map(({ slug }) => `\`${slug}\``).join(', ')}.`,
        ]
      : []),
    ...(agents.length > 0
      ? [
          '- No model is connected. Give `reason` to `createApplication`; until then each record is left to a person, with the passages that fit.',
        ]
      : []),
  ];
}
