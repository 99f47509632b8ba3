import {
  all,
  any,
  atLeast,
  below,
  has,
  intends,
  lacks,
  not,
  of,
  polarity,
  uses,
} from '#lib/domain/assessment/fact-test';
import { ask } from '../questions.ts';
import { type DesignRule, either, every, field, forUseCase, known, unanswered, unless } from './rule.ts';

const section = 'operations';

export const operationRules: readonly DesignRule[] = [
  {
    id: 'operations.rate-limit',
    section,
    when: every(forUseCase(), known('limitPerHour')),
    says: 'No caller may start more than {limitPerHour} {cases} an hour, three times the mean of {casesPerMonth} a month: a loop gone wild is stopped before it costs.',
    businessRules: [
      {
        id: 'hourly-limit',
        title: 'At most {limitPerHour} {cases} an hour',
        entity: '{entity}',
        kind: 'rate-limit',
        parameters: { limit: { word: 'limitPerHour' }, per: 'hour' },
      },
    ],
  },
  {
    id: 'operations.pipeline',
    section,
    when: of(ask.automation, any(uses('delivery'), has('infrastructure-as-code', 'ci-cd'))),
    says: 'It is delivered as the rest is ({technical.infrastructure.automation}): infrastructure, prompts and evaluation run through the same pipeline.',
    decision: {
      id: 'delivery',
      title: 'How it is delivered',
      choice: 'With the tools in use: {technical.infrastructure.automation}',
      alternatives: [{ name: 'AWS CDK with AWS CodePipeline', why: 'Closer to AWS, but a second way to deliver' }],
    },
  },
  {
    id: 'operations.by-hand',
    section,
    when: of(ask.automation, all(has('manual-releases'), not(uses('delivery')))),
    says: 'Releases are made by hand ({technical.infrastructure.automation}): the solution brings its own pipeline, separate from the systems it reads, and can be rolled back in minutes.',
    decision: {
      id: 'delivery',
      title: 'How it is delivered',
      choice: 'AWS CDK with a pipeline of its own',
      alternatives: [
        {
          name: 'Releases by hand as today',
          why: 'Nothing to learn, but a prompt that must change today waits for the next release',
        },
      ],
    },
  },
  {
    id: 'operations.automation-unknown',
    section,
    when: unanswered(ask.automation),
    asks: 'How are changes released, and how often?',
  },
  {
    id: 'operations.existing-watch',
    section,
    when: every(forUseCase(), of(ask.monitoring, uses('observability'))),
    says: 'Measures of the agent show in {governance.oversight.monitoring#product}, beside those of the systems it uses: time, errors, share approved unchanged.',
    components: [
      {
        id: 'monitoring',
        name: 'Agent measures',
        kind: 'monitoring',
        purpose: 'Sends time, errors, cost and share of unchanged results to the existing dashboards',
        technology: '{governance.oversight.monitoring#product}',
        dependsOn: ['{agent}'],
      },
    ],
  },
  {
    id: 'operations.new-watch',
    section,
    when: every(
      forUseCase(),
      of(ask.monitoring, any(lacks('operations-monitoring', 'quality-metrics'), polarity('no'), has('user-reports'))),
      unless(of(ask.monitoring, uses('observability'))),
    ),
    says: 'That something goes wrong is learnt from people today ({governance.oversight.monitoring}): alarms on errors, waiting {cases} and share of rejected drafts are part of the solution.',
    components: [
      {
        id: 'monitoring',
        name: 'Alarms and dashboard',
        kind: 'monitoring',
        purpose: 'Raises alarms on errors, waiting work and rejected drafts',
        technology: 'Amazon CloudWatch',
        dependsOn: ['{agent}'],
      },
    ],
  },
  {
    id: 'operations.some-watch',
    section,
    when: every(
      forUseCase(),
      of(
        ask.monitoring,
        all(
          has('operations-monitoring', 'audit-log', 'quality-metrics'),
          not(lacks('operations-monitoring', 'quality-metrics')),
        ),
      ),
      unless(of(ask.monitoring, any(uses('observability'), has('user-reports')))),
    ),
    says: 'The agent is watched with what exists ({governance.oversight.monitoring}), and its own measures are collected in CloudWatch.',
    components: [
      {
        id: 'monitoring',
        name: 'Measures and alarms',
        kind: 'monitoring',
        purpose: 'Collects time, errors, cost and share of unchanged results',
        technology: 'Amazon CloudWatch',
        dependsOn: ['{agent}'],
      },
    ],
  },
  {
    id: 'operations.monitoring-unknown',
    section,
    when: unanswered(ask.monitoring),
    asks: 'How would you notice that the agent goes wrong?',
  },
  {
    id: 'operations.no-incident-process',
    section,
    when: of(ask.monitoring, lacks('incident-process')),
    says: 'No incident process covers it ({governance.oversight.monitoring#practice}): one page says who switches the agent off, who is told, and how work goes on by hand.',
    asks: 'Who may switch the agent off?',
  },
  {
    id: 'operations.incident-process',
    section,
    when: of(ask.monitoring, has('incident-process')),
    says: 'A wrong result is an incident like any other and takes the way that exists ({governance.oversight.monitoring#practice}).',
  },
  {
    id: 'operations.quality-metrics',
    section,
    when: of(ask.monitoring, has('quality-metrics')),
    says: 'Error rates are tracked already; the agent gets its own line there, with the same people looking at it.',
  },
  {
    id: 'operations.small-team',
    section,
    when: of(ask.team, below('count', 4, 'people', 'specialists')),
    says: 'With {technical.skills.team} to run it, nothing may need care at night: no servers, no clusters, no hand-made backups.',
    asks: 'Who helps when the few people who know it are away?',
  },
  {
    id: 'operations.large-team',
    section,
    when: of(ask.team, atLeast('count', 10, 'people', 'specialists')),
    says: '{technical.skills.team} can own it: prompts, evaluation and connectors lie in their repository and are reviewed like code.',
  },
  {
    id: 'operations.team-unknown',
    section,
    when: unanswered(ask.team),
    asks: 'Who of your people can build and run it?',
  },
  {
    id: 'operations.run-internal',
    section,
    when: of(ask.operation, has('run-internal')),
    says: 'After the project it is run in-house ({commercial.model.operation}).',
  },
  {
    id: 'operations.run-partner',
    section,
    when: of(ask.operation, has('run-partner')),
    says: 'A partner runs it ({commercial.model.operation}); keys, data and the switch to turn it off stay in your account.',
  },
  {
    id: 'operations.run-undecided',
    section,
    when: either(of(ask.operation, any(has('run-undecided'), polarity('no', 'unsure'))), unanswered(ask.operation)),
    about: [ask.operation],
    asks: 'Who runs the solution after the project, and from which budget?',
  },
  {
    id: 'operations.untrained',
    section,
    when: every(forUseCase(), of(ask.training, any(lacks('ai-training'), polarity('no')))),
    says: 'People have not been trained ({technical.skills.training}): who approves {cases} first passes ten examples with planted errors.',
    entities: [
      {
        id: 'training-result',
        name: 'Training result',
        component: 'decision-log',
        fields: [
          field('Person', 'string', 'required personal'),
          field('Errors found', 'number', 'required'),
          field('Passed on', 'date'),
        ],
      },
    ],
    businessRules: [
      {
        id: 'training-passed',
        title: 'Approvers find eight of ten planted errors',
        entity: 'training-result',
        kind: 'threshold',
        parameters: { field: 'Errors found', minimum: 8, unit: 'of 10' },
      },
    ],
  },
  {
    id: 'operations.trained',
    section,
    when: of(ask.training, any(has('ai-training'), polarity('yes'))),
    says: 'On top of the training that was held ({technical.skills.training}), a half-hour on the limits of this agent is enough.',
  },
  {
    id: 'operations.accountable',
    section,
    when: of(ask.accountability, has('accountable-owner', 'ai-committee')),
    says: 'Changes of what the agent may do go to {governance.oversight.accountability}.',
  },
  {
    id: 'operations.nobody-accountable',
    section,
    when: of(ask.accountability, any(polarity('no'), lacks('accountable-owner'))),
    asks: 'Who is accountable for what the agent does?',
  },
  {
    id: 'operations.risk-register',
    section,
    when: of(ask.riskProcess, has('risk-register', 'model-risk', 'risk-assessment')),
    says: 'Risks of the agent are entered where risks are kept ({governance.risk.process}) and looked at in the same rhythm.',
  },
  {
    id: 'operations.exit-plan',
    section,
    when: of(ask.exit, any(has('exit-plan'), polarity('yes'))),
    says: 'The model can be changed ({commercial.vendors.exit}): prompts are tested against a second model at every release.',
  },
  {
    id: 'operations.no-exit',
    section,
    when: of(ask.exit, any(polarity('no'), lacks('exit-plan'))),
    says: 'There is no way out of a vendor yet ({commercial.vendors.exit}): all calls of models pass one interface, so that a second one can answer.',
  },
  {
    id: 'operations.slow-procurement',
    section,
    when: of(ask.procurement, any(atLeast('duration', 60), has('tender-required'))),
    says: 'Buying takes {commercial.vendors.procurement}: the first release uses only services of contracts that exist.',
    asks: 'Is AWS covered by a contract that exists ({commercial.vendors.procurement})?',
  },
  {
    id: 'operations.fast-procurement',
    section,
    when: of(ask.procurement, all(below('duration', 60), not(has('tender-required')))),
    says: 'New services can be bought within {commercial.vendors.procurement#duration}, so the best fit is chosen and not the one at hand.',
  },
  {
    id: 'operations.partner',
    section,
    when: of(ask.vendors, has('implementation-partner')),
    says: 'The partner at hand ({commercial.vendors.existing}) builds along, and leaves with tests and a runbook that your people have used once.',
  },
  {
    id: 'operations.no-partner',
    section,
    when: of(ask.vendors, lacks('implementation-partner')),
    says: 'No partner is at hand ({commercial.vendors.existing}): the first release is small enough for your own people.',
  },
  {
    id: 'operations.measures-planned',
    section,
    when: of(ask.monitoring, intends('quality-metrics', 'operations-monitoring')),
    says: 'Measures that are planned ({governance.oversight.monitoring}) start with those of the agent.',
  },
];
