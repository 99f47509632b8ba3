import type { Finding } from '../schema.ts';
import { rules } from './rules.ts';
import { isTemplate, type Linked, System } from './system.ts';

const MAX_MESSAGE = 2000;
/** What code leaves out, a construct may add: what a rule misses there is not surely missing. */
const FROM_CODE = 0.6;

/** What the named rules find in a system. */
export function findingsOf(model: Linked): Finding[] {
  const system = new System(model);
  return rules.flatMap((rule) =>
    [...rule.check(system)].flatMap(({ component, message, source, severity, confidence }): Finding[] => {
      const place = source ?? component?.source;
      if (place === undefined) return [];
      return [
        {
          rule: rule.name,
          severity: severity ?? rule.severity,
          message: message.slice(0, MAX_MESSAGE),
          component: component?.id ?? null,
          source: place,
          confidence: Math.min(confidence ?? 0.9, component === null || isTemplate(component) ? 1 : FROM_CODE),
        },
      ];
    }),
  );
}
