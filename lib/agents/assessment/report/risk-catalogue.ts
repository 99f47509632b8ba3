import {
  all,
  any,
  atLeast,
  below,
  type FactTest,
  has,
  lacks,
  names,
  not,
  of,
  polarity,
  uses,
} from '#lib/domain/assessment/fact-test';
import type { OwnerRole } from '#lib/domain/assessment/question';

/** A risk and the answers that bring it about. `likelihood` and `impact` 1 to 3. */
export type RiskRule = {
  id: string;
  title: string;
  when: FactTest;
  likelihood: 1 | 2 | 3;
  impact: 1 | 2 | 3;
  because: string;
  mitigation: string;
  owner: OwnerRole;
};

const personal = any(
  of('governance.compliance.personal-data', has('personal-data', 'health-data', 'payment-data')),
  of('governance.compliance.personal-data', polarity('yes')),
);
const severe = of('governance.risk.tolerance', has('impact-safety', 'impact-legal', 'impact-financial'));
const unchecked = of(
  'governance.oversight.human',
  any(has('no-review'), lacks('human-approval', 'sampling-review'), polarity('no')),
);

export const riskCatalogue: readonly RiskRule[] = [
  {
    id: 'harm',
    title: 'A wrong answer harms people',
    when: of('governance.risk.tolerance', has('impact-safety')),
    likelihood: 2,
    impact: 3,
    because: 'You name harm to people as the worst case',
    mitigation: 'Keep the decision with a qualified person and test against known cases before go-live',
    owner: 'Process owner',
  },
  {
    id: 'unchecked',
    title: 'Wrong results pass unchecked',
    when: all(unchecked, severe),
    likelihood: 3,
    impact: 3,
    because: 'The consequences are severe and nobody would check the results',
    mitigation: 'Have a person approve each result until the error rate is measured and accepted',
    owner: 'Process owner',
  },
  {
    id: 'privacy',
    title: 'Personal data reaches a model in clear',
    when: all(personal, not(of('governance.compliance.personal-data', has('anonymization')))),
    likelihood: 2,
    impact: 3,
    because: 'Agents would see personal data that is not masked',
    mitigation: 'Mask personal fields before the model and log what was sent',
    owner: 'Data protection officer',
  },
  {
    id: 'no-dpia',
    title: 'The roll-out is stopped for lack of an impact assessment',
    when: of('governance.compliance.dpo', any(lacks('dpia', 'dpo'), polarity('no'))),
    likelihood: 2,
    impact: 2,
    because: 'Data protection for this use is not arranged yet',
    mitigation: 'Make the impact assessment before the pilot touches real data',
    owner: 'Data protection officer',
  },
  {
    id: 'shadow-ai',
    title: 'Data leaks through private AI accounts',
    when: any(
      of('technical.infrastructure.ai', has('shadow-ai')),
      all(
        of('governance.policy.ai', any(lacks('ai-policy'), polarity('no'))),
        of('technical.infrastructure.ai', uses('assistant', 'ai')),
      ),
    ),
    likelihood: 3,
    impact: 2,
    because: 'AI tools are in use without a policy that governs them',
    mitigation: 'Offer an approved tool and say plainly what may be put into it',
    owner: 'Security lead',
  },
  {
    id: 'identity',
    title: "An agent's permissions are misused",
    when: of('technical.security.identity', any(has('shared-accounts'), lacks('mfa'), lacks('sso'))),
    likelihood: 2,
    impact: 3,
    because: "Sign-in is weak where an agent would act with somebody's permissions",
    mitigation: 'Give each agent an identity of its own with the least permissions',
    owner: 'Security lead',
  },
  {
    id: 'breach',
    title: 'An incident happens again',
    when: of(
      'technical.security.incidents',
      any(has('security-incident'), polarity('yes'), atLeast('count', 1, 'incidents')),
    ),
    likelihood: 2,
    impact: 3,
    because: 'There has been a security incident',
    mitigation: 'Close the findings of the last incident before new access is granted',
    owner: 'Security lead',
  },
  {
    id: 'bad-data',
    title: 'Bad data leads to wrong decisions',
    when: of('technical.data.quality', any(below('percentage', 80), has('data-defects'), lacks('data-checks'))),
    likelihood: 3,
    impact: 2,
    because: 'The data has known defects',
    mitigation: 'Check the fields that the agent relies on before each decision, and refuse when they are missing',
    owner: 'Data lead',
  },
  {
    id: 'key-person',
    title: 'Knowledge rests on too few people',
    when: of(
      'technical.skills.team',
      any(
        below('count', 3, 'specialists', 'people'),
        polarity('no'),
        lacks('data-engineers', 'data-scientists'),
        has('external-skills'),
      ),
    ),
    likelihood: 2,
    impact: 2,
    because: 'Few people of your own can build and run the solution',
    mitigation: 'Work in pairs with the partner and write the runbook together',
    owner: 'People lead',
  },
  {
    id: 'integration',
    title: 'Integration takes longer than the pilot',
    when: any(
      of('technical.integration.apis', has('manual-exchange', 'file-transfers', 'point-to-point')),
      of('technical.integration.systems', atLeast('count', 20, 'systems')),
      of('technical.integration.legacy', any(polarity('no'), lacks('apis'))),
    ),
    likelihood: 3,
    impact: 2,
    because: 'The systems that matter lack modern interfaces or are many',
    mitigation: 'Start with reading one system, and write back by hand at first',
    owner: 'Enterprise architect',
  },
  {
    id: 'adoption',
    title: 'People work around the agent',
    when: of('business.change.readiness', any(has('staff-worried'), lacks('staff-positive'), polarity('no'))),
    likelihood: 2,
    impact: 2,
    because: 'The people affected are worried or were not asked',
    mitigation: 'Let the people affected choose the first tasks and see the measured results',
    owner: 'People lead',
  },
  {
    id: 'representation',
    title: 'The employee representation objects',
    when: any(
      of('business.change.representation', polarity('no')),
      all(
        of('business.change.readiness', has('works-council')),
        not(of('business.change.representation', polarity('yes'))),
      ),
    ),
    likelihood: 2,
    impact: 3,
    because: 'The employee representation has not agreed',
    mitigation: 'Agree on rules for monitoring and data of employees before the pilot',
    owner: 'People lead',
  },
  {
    id: 'sponsor',
    title: 'The project loses support',
    when: of('business.sponsorship.sponsor', any(has('sponsor-sought'), polarity('no'), lacks('executive-sponsor'))),
    likelihood: 2,
    impact: 3,
    because: 'There is no sponsor who can decide across departments',
    mitigation: 'Win an executive sponsor with the numbers of the first use case',
    owner: 'Project manager',
  },
  {
    id: 'funding',
    title: 'The money does not come',
    when: any(
      of(
        'commercial.budget.approval',
        any(polarity('no', 'planned', 'partly'), has('budget-pending'), lacks('budget-approved')),
      ),
      of('commercial.budget.amount', any(has('no-budget'), polarity('no'))),
    ),
    likelihood: 2,
    impact: 3,
    because: 'The budget is missing or not approved',
    mitigation: 'Cut the first step to what can be paid without the approval',
    owner: 'Finance',
  },
  {
    id: 'deadline',
    title: 'The target date is missed',
    when: any(
      of('commercial.timeline.target', { monthsAhead: { below: 3 } }),
      all(
        of('commercial.timeline.target', { monthsAhead: { below: 9 } }),
        of('commercial.vendors.procurement', atLeast('duration', 90)),
      ),
    ),
    likelihood: 3,
    impact: 2,
    because: 'Little time is left for procurement, data access and a pilot',
    mitigation: 'Fix the date and cut the scope to one task in one team',
    owner: 'Project manager',
  },
  {
    id: 'competition',
    title: 'The people needed are busy elsewhere',
    when: of('commercial.timeline.constraints', has('competing-projects')),
    likelihood: 3,
    impact: 2,
    because: 'Other projects need the same people',
    mitigation: 'Reserve named people for the pilot in writing',
    owner: 'Executive sponsor',
  },
  {
    id: 'lock-in',
    title: 'A vendor raises prices or stops',
    when: any(
      of('commercial.vendors.exit', any(polarity('no'), lacks('exit-plan'), has('vendor-lock-in'))),
      of('commercial.vendors.existing', has('vendor-lock-in')),
    ),
    likelihood: 1,
    impact: 3,
    because: 'There is no way out of a vendor',
    mitigation: 'Keep prompts, evaluations and data apart from the vendor and test a second model',
    owner: 'Enterprise architect',
  },
  {
    id: 'unproven',
    title: 'Success cannot be shown',
    when: any(
      of('business.goals.measure', any(polarity('no'), lacks('quality-metrics'))),
      all(of('business.goals.objectives', names('item')), of('commercial.model.economics', polarity('no'))),
    ),
    likelihood: 3,
    impact: 2,
    because: 'There is no baseline to compare with',
    mitigation: 'Measure the present process for four weeks before the pilot',
    owner: 'Process owner',
  },
  {
    id: 'orphan',
    title: 'Nobody runs the solution after the project',
    when: of('commercial.model.operation', any(has('run-undecided'), polarity('no', 'unsure'))),
    likelihood: 2,
    impact: 2,
    because: 'Operation after the project is not decided',
    mitigation: 'Name the operating team before the pilot starts',
    owner: 'Executive sponsor',
  },
  {
    id: 'costly-error',
    title: 'A wrong result costs money or a fine',
    when: of('governance.risk.tolerance', has('impact-financial', 'impact-legal')),
    likelihood: 1,
    impact: 3,
    because: 'You name loss of money or legal trouble as the worst case',
    mitigation: 'Set a limit of money per decision above which a person decides',
    owner: 'Process owner',
  },
  {
    id: 'ai-act',
    title: 'Duties of the EU AI Act are found late',
    when: all(
      of('governance.compliance.regulations', has('gdpr')),
      not(of('governance.compliance.regulations', has('eu-ai-act', 'iso-42001'))),
    ),
    likelihood: 2,
    impact: 2,
    because: 'You are bound by European law but did not name the EU AI Act',
    mitigation: 'Classify the first use case under the EU AI Act and write the result down',
    owner: 'Legal and compliance',
  },
];
