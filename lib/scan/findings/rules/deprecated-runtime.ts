import type { Rule } from '../rule.ts';

/** Runtimes that Lambda no longer patches, and since when: docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
const ended: Readonly<Record<string, string>> = {
  'dotnet5.0': '2022-05',
  dotnet6: '2024-12',
  dotnet7: '2024-05',
  'dotnetcore1.0': '2019-06',
  'dotnetcore2.0': '2019-05',
  'dotnetcore2.1': '2022-01',
  'dotnetcore3.1': '2023-04',
  'go1.x': '2024-01',
  java8: '2024-01',
  nodejs: '2016-10',
  'nodejs10.x': '2021-07',
  'nodejs12.x': '2023-03',
  'nodejs14.x': '2023-12',
  'nodejs16.x': '2024-06',
  'nodejs18.x': '2025-09',
  'nodejs20.x': '2026-04',
  'nodejs4.3': '2020-03',
  'nodejs6.10': '2019-08',
  'nodejs8.10': '2020-03',
  provided: '2024-01',
  'python2.7': '2021-07',
  'python3.10': '2026-10',
  'python3.6': '2022-07',
  'python3.7': '2023-12',
  'python3.8': '2024-10',
  'python3.9': '2025-12',
  'ruby2.5': '2021-07',
  'ruby2.7': '2023-12',
  'ruby3.2': '2026-03',
};

export const deprecatedRuntime: Rule = {
  name: 'deprecated-runtime',
  severity: 'high',
  finds: 'a function on a runtime that Lambda no longer patches',
  *check(system) {
    for (const each of system.ofKind('function')) {
      const runtime = system.property(each, 'Runtime');
      const since = runtime && Object.hasOwn(ended, String(runtime.value)) ? ended[String(runtime.value)] : undefined;
      if (runtime === undefined || since === undefined) continue;
      yield {
        component: each,
        source: runtime.source,
        message: `The function ${each.id} runs on ${String(runtime.value)}, which Lambda has not patched since ${since}. Move it to a supported version of the runtime.`,
      };
    }
  },
};
