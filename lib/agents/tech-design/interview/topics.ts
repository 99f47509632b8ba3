import { questionBank } from '#lib/design-doc/questions/question-bank';

/**
 * Words by which a sentence is about a question. `3`: it answers that question and no other; `2`: most likely; `1`: a
 * hint that counts where the question is asked or another hint stands beside it.
 */
const topics: Readonly<Record<string, readonly (readonly [weight: 1 | 2 | 3, words: RegExp])[]>> = {
  scope: [
    [3, /\b(?:(?:out of|in) scope|scope (?:is|of)|not part of)\b/i],
    [2, /\b(?:want|need|plan|going|like) to (?:build|design|document|migrate|replace)\b/i],
    [2, /\bis (?:an?|our|the) [\w -]{0,40}(?:app|application|service|system|platform|backend|portal|shop)\b/i],
  ],
  'use-cases': [
    [3, /\buse cases?\b/i],
    [
      2,
      /^(?:an? |the )?[\w ]{2,30}? (?:creates?|views?|updates?|deletes?|lists?|searche?s?|uploads?|submits?|cancels?|places?|tracks?) /i,
    ],
  ],
  load: [
    [
      3,
      /\b\d[\d.,]*\s*(?:k|m|thousand|million)?\s*(?:requests?|calls?|transactions?|messages?|orders?|invocations?|users?)\b[^.]{0,20}(?:\/|\bper\b|\ba\b|\ban\b|\beach\b|\bevery\b)\s*(?:s|sec|second|min|minute|h|hour|day|week|month)\b/i,
    ],
    [3, /\b\d[\d.,]*\s*(?:rps|tps|req\/s|requests\/s)\b/i],
    [1, /\b(?:load|traffic|throughput|requests?)\b/i],
  ],
  'peak-load': [
    [3, /\bpeaks?\b/i],
    [2, /\b(?:times|fold|x) the average\b/i],
  ],
  budget: [
    [3, /\bbudget\b/i],
    [
      3,
      /(?:[$€£]\s?\d|\b\d[\d.,]*\s*(?:k\s*)?(?:usd|eur|gbp|dollars?|euros?|pounds?)\b)[^.]{0,30}(?:month|year|\/mo)/i,
    ],
    [2, /\b(?:may|must|can|should) (?:not )?cost\b/i],
    [1, /(?:[$€£]\s?\d|\b\d[\d.,]*\s*(?:usd|eur|gbp|dollars?|euros?|pounds?)\b)/i],
  ],
  'latency-target': [
    [3, /\b(?:p\d\d(?:\.\d)?|latency|response times?)\b/i],
    [2, /\b(?:within|below|under|less than|faster than)\s+\d[\d.,]*\s*(?:ms|milliseconds?|s|seconds?)\b/i],
  ],
  'availability-target': [
    [3, /\b(?:availability|uptime)\b/i],
    [2, /\b99(?:[.,]\d+)?\s*(?:%|percent)/i],
  ],
  'recovery-targets': [[3, /\b(?:rto|rpo|disaster|recovery (?:time|point))\b/i]],
  growth: [
    [3, /\bgrow(?:s|th|ing)?\b/i],
    [2, /\b(?:doubles?|triples?)\b/i],
  ],
  'function-duration': [
    [3, /\b(?:functions?|lambdas?|handlers?)\b[^.]{0,40}\b(?:runs?|takes?|last)\b[^.]{0,20}\d/i],
    [2, /\bduration\b/i],
  ],
  'data-volume': [
    [3, /\b\d[\d.,]*\s*(?:[kmgt]b|bytes?)\b/i],
    [2, /\b\d[\d.,]*\s*(?:k|m|thousand|million)?\s*(?:records|items|rows)\b/i],
  ],
  retention: [
    [3, /\b(?:retention|retain(?:ed)?|archiv\w+)\b/i],
    [
      3,
      /\b(?:kept?|keep|stored?|deleted?|expires?)\b[^.]{0,40}\b(?:\d+|one|two|three|five|seven|ten)\s*(?:hours?|days?|weeks?|months?|years?)\b/i,
    ],
    [2, /\bkeep\b[^.]{0,30}\b(?:forever|indefinitely|data|records)\b/i],
  ],
  compliance: [
    [3, /\b(?:gdpr|dsgvo|hipaa|pci(?:[ -]dss)?|ccpa|soc ?2|iso ?27001|personal data|personally identifiable|pii)\b/i],
    [1, /\b(?:regulat\w+|compliance|privacy)\b/i],
  ],
  entities: [
    [3, /\bentit(?:y|ies)\b/i],
    [2, /\b(?:identified|keyed) by\b/i],
    [2, /\b\w+ by (?:id|\w+ ?id|number|vin|sku|isbn|e-?mail)\b/i],
  ],
  'access-patterns': [
    [3, /\b(?:access|query) patterns?\b/i],
    [2, /\b(?:look(?:ed)? up|found|listed|quer(?:y|ied)|searched?) by\b/i],
    [2, /\b\w+s by (?:status|date|customer|owner|technician|category|user|time)\b/i],
  ],
  'api-style': [[3, /\b(?:graphql|rest(?:ful)?(?: api)?)\b/i]],
  authentication: [
    [3, /\b(?:cognito|jwt|oauth|oidc|saml|api keys?|single sign-?on|sso|identity provider|sign in)\b/i],
    [2, /\bauthenticat\w+\b/i],
  ],
  roles: [
    [3, /\broles?\b/i],
    [2, /\b(?:admins?|managers?|technicians?|customers?|users?|editors?|viewers?)\s*(?:may|can|:)/i],
  ],
  events: [
    [3, /\bevents?\b[^.]{0,60}\b(?:published|announced|sent|listen|consum|notif|trigger)/i],
    [2, /\b(?:announced?|listens?|subscribes?|notif(?:y|ies|ied))\b/i],
  ],
  'event-versioning': [[3, /\b(?:versioning|backwards?[ -]compatib\w+|breaking changes?)\b/i]],
  'external-dependencies': [
    [3, /\b(?:third[ -]part(?:y|ies)|external (?:system|service|api|dependenc)\w*)\b/i],
    [2, /\b(?:stripe|paypal|twilio|sendgrid|salesforce|sap|hubspot|best effort|sla of)\b/i],
  ],
  concurrency: [
    [3, /\b(?:optimistic|pessimistic|lock(?:ing)?|last write wins|first one wins|concurren\w+|same time|at once)\b/i],
  ],
  alerting: [[3, /\b(?:pagerduty|opsgenie|slack|on-?call|alert(?:s|ed|ing)?|alarms?)\b/i]],
  'dead-letters': [[3, /\b(?:dead[ -]letters?|dlqs?|redriv\w+)\b/i]],
  'migration-target': [
    [3, /\b(?:replaced by|migrat\w+ (?:from|to)|moves? (?:from|to)|->|→)/i],
    [2, /\b(?:on|to) (?:dynamodb|aurora|postgres\w*|ecs|eks|lambda|s3)\b/i],
  ],
  'migration-downtime': [
    [3, /\bdowntime\b/i],
    [2, /\bmaintenance window\b/i],
  ],
  'migration-rollback': [
    [3, /\broll(?:ed|s|ing)?[ -]?backs?\b/i],
    [2, /\b(?:go|goes|switch) back\b/i],
  ],
};

const known = new Set(questionBank.map(({ id }) => id));

/** Questions that a sentence speaks to, with how surely: best first, and in the bank's order where alike. */
export function topicsOf(sentence: string): { readonly questionId: string; readonly weight: number }[] {
  return Object.entries(topics)
    .flatMap(([questionId, rules]) => {
      const weight = rules.reduce((sum, [points, words]) => sum + (words.test(sentence) ? points : 0), 0);
      return weight > 0 && known.has(questionId) ? [{ questionId, weight }] : [];
    })
    .sort((a, b) => b.weight - a.weight);
}

/** Sentences and lines of a text; a list's marks are not part of its items. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/\n+|(?<=[.!?])\s+(?=[A-Z"“(])/)
    .map((part) => part.replace(/^\s*(?:[-*•+]|\d+[.)])\s+/, '').trim())
    .filter((part) => part !== '');
}
