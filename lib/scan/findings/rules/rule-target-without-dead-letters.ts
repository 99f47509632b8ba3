import type { Rule } from '../rule.ts';

export const ruleTargetWithoutDeadLetters: Rule = {
  name: 'rule-target-without-dead-letters',
  severity: 'low',
  finds: 'an EventBridge rule or schedule whose target has no dead-letter queue for events that cannot be delivered',
  *check(system) {
    for (const rule of system.ofKind('rule', 'schedule')) {
      if (!/^AWS::(?:Events::Rule|Scheduler::Schedule)$/.test(rule.type)) continue;
      if (system.matching(rule, /DeadLetterConfig/).length > 0 || system.from(rule, 'dead-letters').length > 0)
        continue;
      const [target] = system.from(rule, 'triggers');
      if (target === undefined) continue;
      yield {
        component: rule,
        message: `The ${rule.kind} ${rule.id} has no dead-letter queue (DLQ) for its target ${target.to}: an event that cannot be delivered within a day is lost without a trace. Set DeadLetterConfig on the target.`,
      };
    }
  },
};
