/** A step, or one branch of its fan-out, as states, records and messages name it: `content` or `content[3]`. */
export function stepKey(stepId: string, branch?: number): string {
  return branch === undefined ? stepId : `${stepId}[${branch}]`;
}

/** What a key names. Anything else than `id` or `id[n]` is taken as the id of a step. */
export function parseKey(key: string): { readonly stepId: string; readonly branch?: number } {
  const match = /^([^[\]]+)\[(0|[1-9]\d{0,8})\]$/.exec(key);
  return match?.[1] === undefined ? { stepId: key } : { stepId: match[1], branch: Number(match[2]) };
}
