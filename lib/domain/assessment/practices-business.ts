import type { PracticeRow } from './practice-row.ts';

export const businessPractices: readonly PracticeRow[] = [
  [
    'goal-cost',
    'lower cost',
    'reduce cost|cut cost|save cost|cost reduction|lower cost|save money|cheaper|cost saving|savings|cost per case down|reduce spend|cutting cost|reducing cost',
  ],
  [
    'goal-speed',
    'faster work',
    'faster|speed up|quicker|turnaround|turnaround time|cycle time|lead time|response time|waiting time|throughput time|shorten|time to market|processing time|onboarding time|handling time|backlog',
    'faster|quicker|reduce|cut|speed|shorten|halve|down|lower|less|want|goal|clear',
  ],
  [
    'goal-quality',
    'better quality',
    'fewer error|less error|better quality|improve quality|higher quality|accuracy|fewer mistake|error rate down|reduce error|fewer complaint|cut error',
  ],
  [
    'goal-revenue',
    'more revenue',
    'revenue|more sale|grow|growth|conversion|upsell|new customer|market share|win rate|more deal',
    'revenue|increase|more|grow|growth|conversion|upsell|market|win|want|goal|target|higher',
  ],
  [
    'goal-experience',
    'better experience',
    'customer satisfaction|nps|patient experience|customer experience|employee satisfaction|patient satisfaction|csat|happier|user experience|staff satisfaction',
  ],
  [
    'goal-capacity',
    'more capacity',
    'free up|relieve|relief|more time for|capacity|staff shortage|skills shortage|shortage|workload|burnout|scale without hiring|without hiring|scale',
    'free|relieve|relief|time|capacity|shortage|workload|burnout|hire|hiring|staff|team|scale',
  ],
  [
    'goal-compliance',
    'better compliance',
    'improve compliance|compliance cost|reduce risk|audit ready|audit readiness|fewer finding',
  ],
  [
    'documented-process',
    'documented processes',
    'documented|process documentation|written down|process map|process model|sop|sops|standard operating procedure|work instruction|bpmn|process handbook|playbook|process wiki|in confluence',
    'process|procedure|documented|documentation|sop|bpmn|step|workflow|playbook|instruction|written',
  ],
  [
    'standardized-process',
    'one standard process',
    'standardized|standardised|standard process|same process everywhere|uniform|harmonized|harmonised',
    'process|way|workflow|site|everywhere|standard',
  ],
  [
    'process-variants',
    'many variants of a process',
    "everyone does it differently|does it differently|differ by site|different in each|varies by|varies from|each department|each team does|every site|in people's head|in the heads of|in their head|tribal knowledge|tacit",
  ],
  ['process-mining', 'process mining', 'process mining|task mining'],
  [
    'process-documents',
    'document processing',
    'document processing|invoice|invoices|invoice processing|accounts payable|purchase order|contract review|form processing|paperwork|data extraction|document intake|mailroom|scanned document|incoming mail|reading document',
  ],
  [
    'process-support',
    'customer support',
    'customer support|customer service|support ticket|help desk|helpdesk|service desk|call center|call centre|contact center|contact centre|customer inquiry|answering email|answer email|answering e mail|email inbox|customer email|customer inquiries|customer question|where is my truck|where is my order|where is my parcel|where is my package|where is my delivery|where is my shipment|wismo|chat support|first level support|hotline|complaint handling|complaints|support request|tickets',
  ],
  [
    'process-clinical-notes',
    'clinical documentation',
    'discharge letter|discharge summary|discharge summaries|clinical documentation|medical documentation|doctor letter|patient letter|clinical note|medical coding|icd coding|drg coding|clinical coding|referral letter|radiology report|anamnesis',
  ],
  [
    'process-scheduling',
    'scheduling',
    'scheduling|appointment|appointment booking|bed management|bed planning|shift planning|rostering|roster|dispatch|route planning|theatre planning|resource planning',
  ],
  [
    'process-claims',
    'claims and case handling',
    'claim|claims handling|claims processing|case handling|case management|permit application|benefit application|application processing|loan application|underwriting|credit decision|mortgage application',
  ],
  [
    'process-onboarding',
    'customer onboarding',
    'customer onboarding|kyc|know your customer|client onboarding|merchant onboarding|account opening|identity check|identity verification|onboarding of customer|supplier onboarding',
  ],
  [
    'process-fraud',
    'fraud and anomaly detection',
    'fraud|fraud alert|fraud case|fraud detection|anomaly detection|anomalies|suspicious transaction|transaction monitoring|aml alert|chargeback|aml screening',
  ],
  [
    'process-knowledge',
    'finding internal knowledge',
    'knowledge search|search for information|internal knowledge|knowledge base|finding information|look up information|intranet search|policy question|internal question|wiki search|enterprise search|faq',
  ],
  [
    'process-software',
    'software development',
    'software development|code review|coding|legacy modernization|test automation|writing code|writing test|developer productivity|refactoring|code migration',
  ],
  [
    'process-it-operations',
    'IT operations',
    'it operation|incident triage|alert triage|monitoring alert|patching|it ticket|password reset|user provisioning|server maintenance',
  ],
  [
    'process-reporting',
    'reporting',
    'reporting|monthly report|management report|report writing|regulatory report|regulatory reporting|board report|status report|month end closing|month end|closing of the books|reconciliation|reconciliations',
  ],
  [
    'process-forecasting',
    'forecasting and planning',
    'forecasting|demand planning|demand forecast|inventory planning|sales forecast|capacity forecast|predictive maintenance|maintenance planning',
  ],
  [
    'process-sales',
    'sales and bids',
    'sales|proposal|proposals|quotation|quote generation|tender|rfp|bid writing|lead qualification|crm update|sales outreach',
    'proposal|quotation|quote|tender|rfp|bid|lead|outreach|sales',
  ],
  [
    'process-hr',
    'human resources',
    'recruiting|recruitment|cv screening|employee onboarding|hr request|payroll|hiring process|hr question',
  ],
  [
    'process-procurement',
    'purchasing',
    'purchasing|supplier management|sourcing|spend analysis|order processing|order entry|orders by e mail',
  ],
  [
    'no-candidate',
    'no candidate process yet',
    "no candidate|no idea yet|nothing concrete|not decided|not identified|have not picked|haven't picked|still looking for use case|no use case",
  ],
  [
    'executive-sponsor',
    'a sponsor on the executive board',
    'ceo|cfo|cio|cto|coo|cmo|ciso|board member|managing director|executive board|c level|chief executive|chief financial officer|chief information officer|chief operating officer|chief technology officer|chief medical officer|founder|co founder|general manager|owner of the company|minister|president',
    'sponsor|champion|back|backed|backing|support|driven|drive|pushing|push|commission|lead|led|report|own|initiative|behind|approve|want',
  ],
  [
    'management-sponsor',
    'a sponsor in middle management',
    'head of|director of|vice president|vp|department head|division head|team lead|line manager|middle management|business unit lead|director',
    'sponsor|champion|back|backed|backing|support|driven|drive|pushing|initiative|behind|lead|want',
  ],
  [
    'sponsor-sought',
    'a sponsor is still sought',
    'looking for a sponsor|need a sponsor|no clear sponsor|searching for a sponsor|to be named|tbd|vacant',
    'sponsor|champion|owner',
  ],
  [
    'staff-positive',
    'staff in favour',
    "excited|enthusiastic|keen|looking forward|open to|open minded|curious|welcome|positive|supportive|can't wait|happy|eager|motivated|asking for it|love",
    'staff|team|people|employee|nurse|doctor|user|colleague|they|developer|worker|everyone|clerk|agent|most|council|betriebsrat|representation|representative',
  ],
  [
    'staff-worried',
    'worried staff',
    'worried|afraid|fear|anxious|sceptical|skeptical|scepticism|concerned|resist|resistance|reluctant|against it|nervous|job loss|lose their job|losing their job|distrust|hostile|mistrust|tired of change|change fatigue|pushback|push back',
    'staff|team|people|employee|nurse|doctor|user|colleague|they|worker|job|everyone|union|change|clerk|some|there|older|resistance|pushback|council|betriebsrat|representation|representative',
  ],
  [
    'staff-mixed',
    'mixed feelings among staff',
    'mixed|mixed feelings|divided|half and half|50 50|ambivalent',
    'staff|team|people|employee|nurse|doctor|colleague|they|feeling|reaction|opinion',
  ],
  [
    'works-council',
    'employee representation',
    'works council|work council|betriebsrat|union|unions|trade union|labor union|labour union|staff council|personalrat|employee representative|employee representation',
  ],
  [
    'change-plan',
    'a plan for the change',
    'change management|change plan|change manager|change program|change programme|communication plan|comms plan|rollout plan|roll out plan|adoption plan|change agent|key user|town hall|super user',
  ],
];
