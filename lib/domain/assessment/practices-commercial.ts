import type { PracticeRow } from './practice-row.ts';

export const commercialPractices: readonly PracticeRow[] = [
  [
    'budget-approved',
    'an approved budget',
    'approved|signed off|budget is secured|secured|allocated|earmarked|committed|released|green light|greenlit|budgeted|granted|ring fenced',
    'budget|fund|funding|money|board|cfo|eur|usd|spend|million|k|ceo|year|euro|dollar|grant',
  ],
  [
    'budget-pending',
    'a budget still to be approved',
    'pending|to be approved|not approved yet|needs approval|need approval|waiting for approval|awaiting approval|subject to approval|in the next budget round|budget round|under discussion|to be decided|requested|applied for|not signed off',
    'budget|fund|funding|money|grant',
  ],
  ['no-budget', 'no budget', 'no budget|zero budget|no money|no funding|unfunded'],
  [
    'public-grant',
    'public funding',
    'grant|public funding|subsidy|subsidies|khzg|eu funding|innovation fund|recovery fund',
  ],
  [
    'deadline',
    'a fixed deadline',
    'deadline|hard deadline|go live|must be live|cut off|launch date|contract ends|license expires|licence expires|end of support|regulatory deadline|audit date',
  ],
  [
    'change-freeze',
    'a change freeze',
    'freeze|change freeze|code freeze|year end freeze|blackout|peak season|black friday|summer break|holiday season|closing period|audit season',
  ],
  [
    'competing-projects',
    'competing projects',
    'competing project|other project|parallel project|erp migration|s 4hana migration|merger|migration project|reorganization|reorganisation|acquisition|busy with|ehr rollout|ehr replacement|too many project',
    'project|migration|merger|busy|parallel|competing|reorganization|reorganisation|acquisition|rollout|replacement|erp|ehr',
  ],
  [
    'implementation-partner',
    'an implementation partner',
    'implementation partner|integrator|system integrator|systems integrator|partner|consulting firm|msp|accenture|deloitte|capgemini|kpmg|pwc|mckinsey|bcg|infosys|tcs|wipro|cognizant|t systems|atos|bearingpoint',
  ],
  [
    'framework-agreement',
    'a framework agreement',
    'framework agreement|framework contract|enterprise agreement|edp|private pricing|master service agreement|msa|volume agreement|enterprise discount|enterprise support|purchasing group|gpo|g cloud|existing contract',
  ],
  [
    'vendor-lock-in',
    'dependence on one vendor',
    'lock in|locked in|vendor lock in|single vendor|only one vendor|sole supplier|depend on one|dependent on one|dependency on',
  ],
  [
    'vendor-assessment',
    'vendor assessments',
    'vendor assessment|supplier assessment|vendor risk|third party risk|tprm|security questionnaire|vendor questionnaire|due diligence|supplier audit|data processing agreement|dpa|baa|business associate agreement|legal review|security review',
  ],
  [
    'tender-required',
    'tenders above a threshold',
    'public tender|tender required|tendering|have to tender|must tender|eu wide tender|procurement law|tender threshold|tender procedure|tender process|call for tender|tender',
    'procurement|public|law|threshold|required|must|have|above|purchase|vendor|eu|month|week',
  ],
  [
    'corporate-card',
    'purchases without procurement',
    'credit card|company card|corporate card|swipe|self signup|marketplace purchase|aws marketplace',
    'buy|purchase|procure|procurement|tool|service|card|marketplace|week|day|swipe|vendor',
  ],
  [
    'exit-plan',
    'an exit plan',
    'exit plan|exit strategy|exit clause|portable|portability|switch provider|switch vendor|model agnostic|vendor neutral|second source|fallback provider|multi vendor|escrow|open source model|open weight|abstraction layer|swap the model|swap model',
  ],
  [
    'business-case',
    'a business case',
    'business case|roi|return on investment|payback|break even|npv|irr|cost benefit|amortization|amortisation|unit economics|cost per case|cost per ticket|cost per contact|cost per transaction',
  ],
  [
    'run-internal',
    'own team runs it',
    'own team|in house|inhouse|internally|internal team|our it|it department|our platform team|our engineers|our ops team|ourselves|internal it|our own people',
    'run|operate|operation|maintain|after|responsible|takes over|afterwards|operated',
  ],
  [
    'run-partner',
    'a partner runs it',
    'managed service|managed services|partner run|our it partner|it partner|our it provider|it provider|our it service provider|outsourced operation|service provider|external provider|hosted by|vendor run|provider operate|outsource',
    'run|operate|operation|maintain|support|after|managed|partner|provider|service|outsource',
  ],
  [
    'run-undecided',
    'operation not decided',
    "not decided|undecided|open question|nobody yet|not clear|unclear|to be decided|tbd|have not thought|haven't thought|not discussed",
    'run|operate|operation|maintain|operated',
  ],
  [
    'operating-budget',
    'a budget for operation',
    'operating budget|running cost|run cost|opex|operating cost|cost center|cost centre|charged back|chargeback to department|internal charging|line budget',
  ],
];
