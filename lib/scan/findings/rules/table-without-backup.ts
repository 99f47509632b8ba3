import type { Rule } from '../rule.ts';

export const tableWithoutBackup: Rule = {
  name: 'table-without-backup',
  severity: 'medium',
  finds: 'a table without point-in-time recovery',
  *check(system) {
    for (const table of system.stated('table')) {
      if (
        system
          .matching(table, /pointInTimeRecovery(?:Enabled|Specification\.PointInTimeRecoveryEnabled)$/i)
          .some(({ value }) => String(value) === 'true')
      )
        continue;
      yield {
        component: table,
        message: `The table ${table.id} has no point-in-time recovery: what a faulty release deletes or overwrites cannot be brought back. Set PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled.`,
      };
    }
  },
};
