import type { Rule } from '../rule.ts';

const ORIGINS =
  /^(?:Cors$|Cors\.AllowOrigin$|Cors(?:Configuration)?\.AllowOrigins$|CorsConfiguration\.AllowOrigins$|CorsConfiguration\.CorsRules\.\d+\.AllowedOrigins$|FunctionUrlConfig\.Cors\.AllowOrigins$)/;

export const openCors: Rule = {
  name: 'open-cors',
  severity: 'medium',
  finds: 'an API, function URL or bucket that answers pages of every origin',
  *check(system) {
    for (const each of system.ofKind('api', 'bucket', 'function')) {
      const fault = system.matching(each, ORIGINS).find(({ value }) => /^'?\*'?$|"'?\*'?"/.test(String(value)));
      if (fault === undefined) continue;
      yield {
        component: each,
        source: fault.source,
        message: `${each.id} allows every origin (${fault.name}: ${String(fault.value)}): any page that a signed-in user opens may call it. List the origins of your own pages.`,
      };
    }
  },
};
