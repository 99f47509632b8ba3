/** What to do about a finding, by words of its rule's name; the first that fits counts. */
const mitigations: readonly (readonly [RegExp, string])[] = [
  [/visibility/, "Set the queue's visibility timeout to at least six times the function's timeout."],
  [/dead-letter|dlq|failure-destination/, 'Give it a place for what fails for good, and alarm on its depth.'],
  [/state-machine.*timeout|task.*timeout/, 'Give executions and tasks a timeout, so that none hangs for a year.'],
  [/timeout/, "Make the callee's timeout shorter than its caller's limit."],
  [/alarm/, 'Alarm on errors, throttles and the age of waiting messages.'],
  [/retry/, 'Retry what may pass, with growing pauses and a limit; catch the rest.'],
  [/source-arn|permission-without-source/, 'Name the source ARN or account in the permission.'],
  [/public/, 'Block public access, and put an authorizer or a distribution before it.'],
  [
    /privilege|wildcard|permission|admin/,
    'Grant the actions and resources that the code uses; section “IAM permissions” lists them.',
  ],
  [/encrypt/, 'Encrypt with a key whose use is logged, where the data calls for it.'],
  [/partition/, 'Choose a partition key with many values, or add a suffix to spread writes.'],
  [/scan/, 'Replace the scan by a query on an index, or bound it by a limit and pages.'],
  [/cors/, 'Name the origins that may call.'],
  [/author|unauthenticated/, 'Put an authorizer before the operation, or record why it is public.'],
  [/backup|recovery|pitr/, 'Turn on point-in-time recovery, and try a restore.'],
  [/runtime|deprecat/, 'Move to a supported runtime.'],
  [/deleted-with|deletion/, 'Retain or snapshot the resource when its stack is deleted.'],
  [/log/, 'Set a retention on the log group.'],
  [/secret|credential|plaintext/, 'Keep it in Secrets Manager or Parameter Store, and rotate it.'],
  [/trac/, 'Turn on active tracing.'],
  [/concurren|throttl|without-limit/, 'Reserve concurrency, or bound what calls it.'],
  [/unused/, 'Remove it, or find the code that uses it.'],
  [/event-without-consumer/, 'Add the consumer, or stop publishing.'],
  [/wide-event|pattern/, 'Match on source and detail type.'],
];

/** A finding says what is wrong and, in the sentences after it, what to do; null where it says no more than the first. */
export function problemAndRemedy(message: string): { readonly problem: string; readonly remedy: string | null } {
  const [, problem, remedy] = /^(.+?\.)\s+(\p{Lu}.+)$/su.exec(message) ?? [];
  return { problem: problem ?? message, remedy: remedy ?? null };
}

export const mitigationOf = (rule: string): string =>
  mitigations.find(([pattern]) => pattern.test(rule))?.[1] ??
  'No mitigation is known for this rule; decide one in the review.';
