import type { Rule } from '../rule.ts';

export const logRetention: Rule = {
  name: 'log-retention-unlimited',
  severity: 'low',
  finds: 'a log group whose logs are kept, and paid for, for ever (a function without a stated log group: info)',
  *check(system) {
    for (const group of system.stated('log-group')) {
      if (system.value(group, 'RetentionInDays') !== undefined) continue;
      yield {
        component: group,
        message: `The log group ${group.id} has no RetentionInDays: its logs are kept and paid for without end. Set the days that you need them for.`,
      };
    }
    for (const each of system.stated('function')) {
      const hasGroup = system
        .to(each)
        .some(({ from, source }) => system.component(from, source.file)?.kind === 'log-group');
      if (hasGroup || system.matching(each, /^LoggingConfig\.LogGroup$/).length > 0) continue;
      yield {
        component: each,
        severity: 'info',
        message: `The function ${each.id} has no log group in the template: Lambda makes one that keeps its logs without end. State AWS::Logs::LogGroup with RetentionInDays.`,
      };
    }
  },
};
