/** A message as a project manager types it, what was asked when it came, and the facts that it holds, in words. */
export type CorpusEntry = { asked?: string; text: string; expected: Readonly<Record<string, readonly string[]>> };

/** Realistic, messy messages. `expected` is everything that a careful reader would note, per question. */
export const corpus: readonly CorpusEntry[] = [
  {
    asked: 'technical.data.platform',
    text: 'mostly in Snowflake + a bunch of excel sheets, and the old stuff is in an Oracle db',
    expected: { 'technical.data.platform': ['Snowflake', 'spreadsheets', 'Oracle Database'] },
  },
  {
    asked: 'technical.data.platform',
    text: 'We have no data lake. Everything is in SharePoint and on network drives, honestly it is a mess.',
    expected: { 'technical.data.platform': ['no data lake', 'SharePoint', 'shared drives'] },
  },
  {
    asked: 'technical.integration.apis',
    text: "we don't use Kafka but we do use Kinesis, plus the usual REST APIs",
    expected: { 'technical.integration.apis': ['not Kafka', 'Amazon Kinesis', 'APIs'] },
  },
  {
    asked: 'technical.integration.apis',
    text: 'neither Kafka nor RabbitMQ. People copy and paste data between the systems or send it by e-mail.',
    expected: { 'technical.integration.apis': ['not Kafka', 'not RabbitMQ', 'data exchange by hand'] },
  },
  {
    asked: 'technical.integration.apis',
    text: 'We will never use Kafka, that ship has sailed. MuleSoft is planned for next year though.',
    expected: { 'technical.integration.apis': ['not Kafka', 'MuleSoft planned'] },
  },
  {
    asked: 'technical.data.volume',
    text: 'hm, about 40 TB I think, growing 10% a year',
    expected: { 'technical.data.volume': ['about 40 TB'] },
  },
  {
    asked: 'technical.data.volume',
    text: '1.2 million records',
    expected: { 'technical.data.volume': ['1,200,000 records'] },
  },
  {
    asked: 'technical.data.quality',
    text: "it's not really clean, maybe 60-70 percent of the customer records are usable, loads of duplicates",
    expected: { 'technical.data.quality': ['about 60 % to 70 %', 'known data defects'] },
  },
  {
    asked: 'technical.data.access',
    text: 'Takes forever. You file a request and after 2-3 months maybe you get access. No catalogue, no dictionary.',
    expected: { 'technical.data.access': ['2 months to 3 months', 'no data catalogue'] },
  },
  {
    asked: 'technical.infrastructure.hosting',
    text: "Roughly 60% in AWS, the rest still on-prem (VMware). We're moving off the mainframe.",
    expected: {
      'technical.infrastructure.hosting': [
        'AWS',
        'about 60 %',
        'own data centre',
        'VMware',
        'a mainframe being retired',
      ],
    },
  },
  {
    asked: 'technical.infrastructure.automation',
    text: 'Terraform and GitLab, releases every two weeks. No manual deployments anymore.',
    expected: {
      'technical.infrastructure.automation': ['Terraform', 'GitLab', 'every 2 weeks', 'no releases by hand'],
    },
  },
  {
    asked: 'technical.infrastructure.ai',
    text: 'no AI in production yet, but two pilots with Bedrock. Copilot is rolled out to some teams',
    expected: {
      'technical.infrastructure.ai': [
        'no machine learning in production',
        'an AI pilot',
        'Amazon Bedrock',
        'Microsoft Copilot',
      ],
    },
  },
  {
    asked: 'technical.skills.team',
    text: '3-5 people, depends who you ask',
    expected: { 'technical.skills.team': ['3 to 5 people'] },
  },
  {
    asked: 'technical.skills.team',
    text: 'two dozen engineers',
    expected: { 'technical.skills.team': ['24 specialists'] },
  },
  {
    asked: 'technical.skills.team',
    text: 'none, all of that is outsourced',
    expected: { 'technical.skills.team': ['0 specialists', 'skills from outside'] },
  },
  {
    asked: 'technical.security.identity',
    text: "SSO via Okta for everybody; MFA isn't in place yet for the plants, where people still use shared accounts.",
    expected: {
      'technical.security.identity': ['single sign-on', 'Okta', 'no multi-factor sign-in', 'shared accounts'],
    },
  },
  {
    asked: 'technical.security.protection',
    text: "We can't do without encryption at rest, obviously. TLS too. Pen tests: no. Splunk is our SIEM",
    expected: {
      'technical.security.protection': [
        'encryption at rest',
        'encryption in transit',
        'no penetration tests',
        'Splunk',
        'security monitoring',
      ],
    },
  },
  {
    asked: 'technical.security.incidents',
    text: 'thankfully not',
    expected: { 'technical.security.incidents': ['no'] },
  },
  {
    asked: 'technical.security.incidents',
    text: 'Yes, one phishing incident in 2025. Since then everybody got trained.',
    expected: { 'technical.security.incidents': ['yes', 'a security incident', '1 incident'] },
  },
  {
    asked: 'governance.policy.ai',
    text: "Not yet, but it's planned for Q2 2027",
    expected: { 'governance.policy.ai': ['planned', 'Q2 2027'] },
  },
  {
    asked: 'governance.policy.ai',
    text: 'I think so? Legal wrote something last year.',
    expected: { 'governance.policy.ai': ['yes'] },
  },
  {
    asked: 'governance.policy.ai',
    text: 'there is a first draft of an AI policy, the board wants to sign it by March',
    expected: { 'governance.policy.ai': ['a policy in draft', 'an AI policy', 'March 2027'] },
  },
  {
    asked: 'governance.compliance.regulations',
    text: 'GDPR obviously, HIPAA not (we are EU only), and we are ISO 27001 certified',
    expected: { 'governance.compliance.regulations': ['GDPR', 'no HIPAA', 'ISO 27001', 'certified'] },
  },
  {
    asked: 'governance.compliance.personal-data',
    text: 'Only employee data, no patient data, and it is pseudonymised',
    expected: { 'governance.compliance.personal-data': ['no health data', 'anonymization'] },
  },
  {
    asked: 'governance.oversight.human',
    text: 'a clerk approves every case, plus spot checks by audit',
    expected: { 'governance.oversight.human': ['approval by a person', 'review of samples'] },
  },
  {
    asked: 'business.goals.objectives',
    text: 'cut invoice handling time by half... ok let me say 40%. And fewer errors',
    expected: { 'business.goals.objectives': ['about 40 %', 'faster work', 'better quality'] },
  },
  {
    asked: 'business.value.effort',
    text: "It's about 120 hours per week across the team, call it €250k a year",
    expected: { 'business.value.effort': ['about 120 hours a week', 'EUR 250,000 a year'] },
  },
  {
    asked: 'business.value.volume',
    text: 'between 3,000 and 3,500 invoices every month',
    expected: { 'business.value.volume': ['3,000 to 3,500 cases a month'] },
  },
  {
    asked: 'business.process.candidates',
    text: 'Invoices! And maybe the IT helpdesk; not HR, they would kill me.',
    expected: { 'business.process.candidates': ['document processing', 'customer support (not sure)'] },
  },
  {
    asked: 'business.process.candidates',
    text: 'matching of drone images with the parcel map',
    expected: { 'business.process.candidates': ['matching of drone images with the parcel map'] },
  },
  {
    asked: 'business.sponsorship.sponsor',
    text: 'Our CFO, Maria Lopez, is behind it 100%',
    expected: { 'business.sponsorship.sponsor': ['a sponsor on the executive board'] },
  },
  {
    asked: 'business.change.readiness',
    text: 'Some are worried about their jobs, the younger folks are keen. Works council is involved.',
    expected: { 'business.change.readiness': ['worried staff', 'staff in favour', 'employee representation'] },
  },
  {
    asked: 'commercial.budget.amount',
    text: 'USD 1.5m over the first year, of which 300k are for licences',
    expected: { 'commercial.budget.amount': ['USD 1,500,000'] },
  },
  {
    asked: 'commercial.budget.amount',
    text: '250k',
    expected: { 'commercial.budget.amount': ['250,000 (no currency named)'] },
  },
  {
    asked: 'commercial.budget.approval',
    text: 'nope, the CFO decides in the next budget round, end of January',
    expected: { 'commercial.budget.approval': ['a budget still to be approved', 'no', 'January 2027'] },
  },
  {
    asked: 'commercial.timeline.target',
    text: 'end of Q3 2027 at the latest',
    expected: { 'commercial.timeline.target': ['Q3 2027'] },
  },
  {
    asked: 'commercial.timeline.target',
    text: 'in 6 months or so',
    expected: { 'commercial.timeline.target': ['6 months'] },
  },
  {
    asked: 'commercial.timeline.target',
    text: '15.03.2027',
    expected: { 'commercial.timeline.target': ['2027-03-15'] },
  },
  {
    asked: 'commercial.vendors.procurement',
    text: 'up to 90 days, and a security questionnaire has to be filled in',
    expected: { 'commercial.vendors.procurement': ['up to 3 months', 'vendor assessments'] },
  },
  {
    asked: 'commercial.model.operation',
    text: 'our own people will run it, no partner. Opex is budgeted.',
    expected: {
      'commercial.model.operation': ['own team runs it', 'a budget for operation'],
      'commercial.vendors.existing': ['no implementation partner'],
    },
  },
  {
    text: 'We are on AWS only, budget is approx. €400k for next year and approved, three data engineers, GDPR applies and we have no AI policy. Go-live should be by June 2027.',
    expected: {
      'technical.infrastructure.hosting': ['AWS'],
      'commercial.budget.amount': ['about EUR 400,000'],
      'commercial.budget.approval': ['an approved budget'],
      'technical.skills.team': ['3 specialists'],
      'governance.compliance.regulations': ['GDPR'],
      'governance.policy.ai': ['no AI policy'],
      'commercial.timeline.target': ['June 2027'],
    },
  },
  {
    asked: 'technical.data.platform',
    text: 'Data: Redshift and S3, 12 TB. Budget: CHF 300k. Sponsor is the COO. No catalog.',
    expected: {
      'technical.data.platform': ['Amazon Redshift', 'Amazon S3'],
      'technical.data.volume': ['12 TB'],
      'commercial.budget.amount': ['CHF 300,000'],
      'business.sponsorship.sponsor': ['a sponsor on the executive board'],
      'technical.data.access': ['no data catalogue'],
    },
  },
  {
    asked: 'governance.policy.ai',
    text: 'no. btw we handle 4.000.000 transactions per month and use a fraud model in production',
    expected: {
      'governance.policy.ai': ['no'],
      'business.value.volume': ['4,000,000 cases a month'],
      'technical.infrastructure.ai': ['machine learning in production'],
    },
  },
  {
    asked: 'technical.data.platform',
    text: 'A data warehouse is being built with Redshift, today it is Access databases.',
    expected: { 'technical.data.platform': ['a data warehouse in part', 'spreadsheets'] },
  },
  {
    asked: 'technical.data.platform',
    text: "used to be Teradata, now we're moving from Teradata to Snowflake",
    expected: { 'technical.data.platform': ['Teradata being retired', 'Snowflake'] },
  },
  {
    asked: 'technical.data.quality',
    text: "good question... I'd guess 80%? The addresses are a mess tho",
    expected: { 'technical.data.quality': ['80 %', 'known data defects'] },
  },
  {
    asked: 'technical.infrastructure.hosting',
    text: 'currently on-prem but we will move to Azure in 2027',
    expected: { 'technical.infrastructure.hosting': ['own data centre', 'Azure planned'] },
  },
  {
    asked: 'technical.skills.team',
    text: 'we have 5 data engineers and 2 data scientists',
    expected: { 'technical.skills.team': ['7 specialists'] },
  },
  {
    asked: 'technical.skills.team',
    text: 'just me and a half time developer',
    expected: { 'technical.skills.team': ['1 specialist'] },
  },
  {
    asked: 'technical.skills.training',
    text: 'About a third have done the course',
    expected: { 'technical.skills.training': ['about 33 %', 'AI training'] },
  },
  {
    asked: 'governance.policy.data',
    text: 'classification yes, owners no, retention partly',
    expected: { 'governance.policy.data': ['data classification', 'no named data owners', 'retention rules in part'] },
  },
  {
    asked: 'governance.policy.ai',
    text: 'Yes! Since last summer.',
    expected: { 'governance.policy.ai': ['yes', 'August 2026'] },
  },
  {
    asked: 'governance.risk.tolerance',
    text: 'A customer could lose money and we would be on the front page',
    expected: { 'governance.risk.tolerance': ['financial loss', 'damage to reputation'] },
  },
  {
    asked: 'business.goals.objectives',
    text: 'reduce costs by 15-20% and improve customer satisfaction',
    expected: { 'business.goals.objectives': ['lower cost', '15 % to 20 %', 'better experience'] },
  },
  {
    asked: 'business.process.candidates',
    text: 'loan applications, KYC, answering emails',
    expected: {
      'business.process.candidates': ['claims and case handling', 'customer onboarding', 'customer support'],
    },
  },
  {
    asked: 'commercial.budget.amount',
    text: 'no fixed budget yet, we expect something like 100 to 150 k€',
    expected: { 'commercial.budget.amount': ['EUR 100,000 to EUR 150,000'] },
  },
  {
    asked: 'commercial.budget.approval',
    text: 'not yet, we will ask for it in February',
    expected: { 'commercial.budget.approval': ['planned', 'February 2027'] },
  },
  {
    asked: 'commercial.timeline.constraints',
    text: 'No releases in December because of the year-end freeze',
    expected: { 'commercial.timeline.constraints': ['December 2026', 'a change freeze'] },
  },
  { text: "The budget isn't 400k, it's 250k EUR", expected: { 'commercial.budget.amount': ['EUR 250,000'] } },
  {
    text: "Our data team (4 people) uses dbt and Airflow; there's no governance board so far.",
    expected: {
      'technical.skills.team': ['4 people'],
      'technical.data.platform': ['dbt', 'Airflow'],
      'governance.oversight.accountability': ['no AI committee'],
    },
  },
  {
    asked: 'technical.security.identity',
    text: 'the scanners in the warehouse share one login',
    expected: { 'technical.security.identity': ['shared accounts'] },
  },
  {
    asked: 'business.value.effort',
    text: '14 dispatchers spend about 5 minutes each on a mail',
    expected: { 'business.value.effort': ['14 people', 'about 5 minutes'] },
  },
  {
    asked: 'commercial.model.operation',
    text: 'our IT partner runs the servers',
    expected: { 'commercial.model.operation': ['a partner runs it'] },
  },
  {
    asked: 'business.value.volume',
    text: 'our dispatchers get 1200 customer emails a day',
    expected: { 'business.value.volume': ['1,200 cases a day'] },
  },
  { text: 'Thanks, that was helpful! Can we continue tomorrow?', expected: {} },
];
